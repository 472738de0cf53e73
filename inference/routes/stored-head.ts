import { ApiError } from "#inference/errors.ts";
import type { StoredCompletion } from "#inference/store/stored-completion.ts";

import type { CompletionHead } from "./completion-body.ts";

/** The head of a stored completion, alike for everyone who reads it. */
export function toHead({ id, created }: StoredCompletion, model: string): CompletionHead {
  return { id, created, model };
}

/** @throws ApiError 404, always */
export function refuseUnknown(): never {
  throw new ApiError("There is no such stored completion.", {
    status: 404,
    code: "completion_not_found",
    param: "id",
  });
}
