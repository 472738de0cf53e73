/**
 * Why the model gave no answer, or only a part of one.
 * - `unavailable`: not reached, still loading, refused our token, or silent for too long
 * - `busy`: its queue is full
 * - `context-length`: the prompt does not fit
 * - `gone`: the server has not kept what was asked for
 * - `failed`: it broke off in the middle, or said something that is not the protocol
 */
export type InferenceFailure = "unavailable" | "busy" | "context-length" | "gone" | "failed";

/** A failed call of the inference server. */
export class InferenceError extends Error {
  override readonly name = "InferenceError";
  readonly failure: InferenceFailure;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    failure: InferenceFailure,
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.failure = failure;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
