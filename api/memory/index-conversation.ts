import { v7 as uuidv7 } from "uuid";

import { readsAsCrisis } from "#api/safety/read-crisis.ts";
import type { Services } from "#api/services.ts";
import { indexConversationJob, type UnindexedMessage } from "#db/repositories/index-work.ts";
import type { IndexedMessage } from "#db/repositories/search-index.ts";
import { toIndexed } from "./search/to-indexed.ts";

/** So many messages a statement, and a job: the time that a job has is enough for many more. */
const [messagesAStatement, messagesAJob] = [200, 2000];

/**
 * Puts the messages of a conversation that come after a number into the search index; what is left of
 * a long one is a job of its own. Doing it twice does no harm.
 */
export async function indexConversation(
  services: Services,
  payload: Record<string, unknown>,
): Promise<void> {
  const conversationId = String(payload["conversationId"]);
  let after = Number(payload["afterSequence"]);
  let userId: string | undefined;
  for (let done = 0; done < messagesAJob; done += messagesAStatement) {
    const part = { afterSequence: after, limit: messagesAStatement };
    const next = await services.indexWork.findNext(conversationId, part);
    const last = next?.messages.at(-1);
    if (next === undefined || last === undefined) {
      return services.indexWork.finish(conversationId);
    }
    ({ userId } = next);
    const messages = next.messages.filter(isToBeFound).map(toIndexedMessage);
    await services.indexWork.add(conversationId, userId, { messages, upTo: last.sequence });
    after = last.sequence;
  }
  const rest = { conversationId, afterSequence: after };
  const runAfter = services.now();
  const job = { id: uuidv7(), kind: indexConversationJob, payload: rest, runAfter };
  await services.jobs.add([{ ...job, userId }]);
}

/** What was said in a crisis is never brought up again. */
const isToBeFound = ({ isRemembered, role, content }: UnindexedMessage) =>
  isRemembered && !(role === "user" && readsAsCrisis(content));

const toIndexedMessage = ({ id, content, at }: UnindexedMessage): IndexedMessage => ({
  messageId: id,
  ...toIndexed(content, new Date(at)),
});
