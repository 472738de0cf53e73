import { ErrorBody } from "#inference/protocol/error-body.ts";
import { InferenceError } from "./inference-error.ts";

/** What the error of a server that is still loading its model says. */
export const loadingMessage = "The model is still loading";

/** A fetch that fails by one kind of error, whatever went wrong. */
export async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    if (cause instanceof InferenceError) throw cause;
    throw new InferenceError("unavailable", "The inference server was not reached", { cause });
  }
  if (response.ok) return response;
  throw await toError(response);
}

async function toError(response: Response): Promise<InferenceError> {
  const body = ErrorBody.safeParse(await response.json().catch(() => undefined));
  const code = body.data?.error.code;
  const message = body.data?.error.message ?? "";
  const retryAfterSeconds = secondsIn(response.headers.get("Retry-After"));
  const options = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  if (response.status === 400 && (code === "context_length_exceeded" || /context/i.test(message))) {
    return new InferenceError("context-length", "The prompt does not fit");
  }
  if (response.status === 404) return new InferenceError("gone", "The server has no such thing");
  if (response.status === 503 && /loading/i.test(`${code} ${message}`)) {
    return new InferenceError("unavailable", loadingMessage, options);
  }
  if (response.status === 503 || response.status === 429) {
    return new InferenceError("busy", "The server's queue is full", options);
  }
  return new InferenceError("unavailable", `The server answered ${response.status}`, options);
}

const maxRetryAfterSeconds = 3600;

/** A Retry-After in whole seconds, an hour at most; undefined when it is none, or a date. */
function secondsIn(header: string | null): number | undefined {
  if (header === null || !/^\d{1,9}$/.test(header.trim())) return undefined;
  return Math.min(Number(header), maxRetryAfterSeconds);
}
