import type { Services } from "#api/services.ts";
import type { RemovedMessage } from "#db/repositories/message-changes.ts";
import { completionKey } from "./reply-work.ts";

/** Stops the writing of replies that are gone, and has the inference server forget them. */
export function stopRemoved(services: Services, removed: RemovedMessage[]): void {
  for (const { id, attempt, wasInProgress } of removed) {
    if (!wasInProgress) continue;
    services.replies.get(id)?.cancel();
    services.defer(services.inference.forget(completionKey({ replyId: id }, attempt)));
  }
}
