/** What a Worker is given besides the request: the settings as variables and secrets, and bindings. */
export interface WorkerEnv {
  [setting: string]: unknown;
  /** Pooled access to Postgres; its query cache must be off. Without it DATABASE_URL is used. */
  HYPERDRIVE?: { connectionString: string };
  /** The files of the docs page. */
  ASSETS?: { fetch(url: string): Promise<Response> };
}

/** The part of a Worker's execution context that is used. */
export interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void;
  passThroughOnException(): void;
  props: unknown;
}
