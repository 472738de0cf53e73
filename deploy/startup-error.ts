/** The exit code of a program whose settings or surroundings are wrong: starting it again cannot help. */
export const EXIT_CONFIGURATION = 78;

/**
 * A start that failed for a reason the operator can do something about.
 * Its message is one line that says what is wrong and the way out; it is printed without a stack.
 * It is empty where another process has already printed that line.
 */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
