import { DomainError } from "#api/errors.ts";
import { refuseUnstorable } from "#api/http/json-body.ts";
import { toFieldError } from "#api/http/validation-hook.ts";
import { ClientFrame, FrameId } from "./schemas.ts";

/** A frame that was read, or what is wrong with it. */
export type ReadFrame =
  | { frame: ClientFrame; body: Record<string, unknown> }
  | { failure: DomainError; requestId: string | undefined };

/**
 * Reads a frame. `body` is what a `POST /v1/chat` would have as its body, as it was sent: what an
 * idempotencyKey covers. A failure has the frame's request id where that much could be read.
 */
export function readFrame(text: string): ReadFrame {
  let requestId: string | undefined;
  try {
    const value = parse(text);
    requestId = FrameId.safeParse(value["requestId"]).data;
    refuseUnstorable(value);
    const result = ClientFrame.safeParse(value);
    if (!result.success) {
      throw new DomainError("validation-failed", { fields: result.error.issues.map(toFieldError) });
    }
    const { type: _type, requestId: _id, idempotencyKey: _key, ...body } = value;
    return { frame: result.data, body };
  } catch (error) {
    if (error instanceof DomainError) return { failure: error, requestId };
    throw error;
  }
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DomainError("malformed-request", { detail: "The frame is not JSON." });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new DomainError("malformed-request", { detail: "The frame is not a JSON object." });
}
