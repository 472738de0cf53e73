/** Salt and digest of a random password that was thrown away: nobody can show what leads there. */
const drawn = "ltQmNWGLHj2mtGdV/JgBxuIoQ6l0qrmNKAgRxdntQsRfugyOuEgsm";

/**
 * A bcrypt hash of nobody's password, to spend on an account that does not exist the time of a check.
 * It is there without being made, so the first of an instance, or of a request at the edge, takes no
 * longer than any other.
 */
export const decoyHashOf = (rounds: number): string =>
  `$2b$${String(rounds).padStart(2, "0")}$${drawn}`;
