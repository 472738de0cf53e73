/** What the database, or the connection to it, said went wrong; alike for both drivers. */
export interface DatabaseError {
  /** SQLSTATE ("23505": a unique key is taken), or the network's ("ECONNREFUSED"). */
  code: string;
  /** The violated constraint or unique index. */
  constraint: string | undefined;
  cause: Error;
}

/**
 * Looks under drizzle's wrapper, whose message repeats every parameter: not for logs.
 * @returns undefined for an error that bears no code
 */
export function databaseErrorOf(error: unknown): DatabaseError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (!("code" in error) || typeof error.code !== "string") return databaseErrorOf(error.cause);
  const constraint = Reflect.get(error, "constraint_name") ?? Reflect.get(error, "constraint");
  return { code: error.code, constraint, cause: error };
}
