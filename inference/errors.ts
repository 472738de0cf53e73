import type { ErrorBody } from "#inference/protocol/error-body.ts";

interface Refusal {
  readonly status: 400 | 401 | 404 | 410 | 413 | 422 | 500 | 503;
  readonly code: string;
  readonly param?: string;
  readonly retryAfterSeconds?: number;
}

/** A request that cannot be served, in the terms of OpenAI's error shape. `app.ts` turns it into a response. */
export class ApiError extends Error {
  readonly refusal: Refusal;

  constructor(message: string, refusal: Refusal) {
    super(message);
    this.refusal = refusal;
  }
}

/** The server cannot start or serve until someone changes its settings or its machine; the message is one line saying how. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}

const types = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "invalid_request_error",
  410: "invalid_request_error",
  413: "invalid_request_error",
  422: "invalid_request_error",
  500: "server_error",
  503: "service_unavailable_error",
} as const;

/** Anything thrown, as a client may see it: what is not an ApiError says nothing of its cause. */
export function toErrorBody(error: unknown): ErrorBody {
  if (!(error instanceof ApiError)) {
    const message = "The model server failed on this request.";
    return { error: { message, type: types[500], param: null, code: "internal_error" } };
  }
  const { status, param, code } = error.refusal;
  return { error: { message: error.message, type: types[status], param: param ?? null, code } };
}
