import { v7 as uuidv7 } from "uuid";

import { DomainError } from "#api/errors.ts";
import { runJobs } from "#api/jobs/run-jobs.ts";
import type { Services } from "#api/services.ts";
import type { ImportedMessage } from "#db/repositories/imports.ts";
import type { Idempotency } from "#db/repositories/turn.ts";
import type { ImportAnswer, ImportInput } from "./import-schemas.ts";
import { requireSameRequest } from "./require-same-request.ts";
import { toConversation } from "./to-conversation.ts";

interface ImportRequest {
  userId: string;
  input: ImportInput;
  idempotency: Idempotency | undefined;
}

/**
 * Stores a conversation from elsewhere with all its messages, or nothing, and has it learnt from
 * later. The same again, by the Idempotency-Key or by what the messages were known by, adds nothing.
 *
 * @throws DomainError idempotency-mismatch, or not-found where what the key stood for is gone
 */
export async function importConversation(
  services: Services,
  { userId, input, idempotency }: ImportRequest,
): Promise<ImportAnswer> {
  const now = services.now();
  const account = await services.users.find(userId);
  const names = [account?.user.username, account?.profile.name];
  const own = new Set(names.map((name) => name?.toLowerCase()));
  const isUser = (speaker: string) => own.has(speaker.toLowerCase());
  const result = await services.imports.add({
    userId,
    conversationId: uuidv7(),
    title: input.title,
    personality: input.personality ?? null,
    messages: withoutRepetitions(input.messages).map((one) => toImported(one, { now, isUser })),
    idempotency,
    now,
  });
  if (result.kind === "known") requireSameRequest(result.fingerprint, idempotency);
  const id = result.conversationId;
  const conversation = id === null ? undefined : await services.conversations.find(userId, id);
  if (conversation === undefined) throw new DomainError("not-found");
  services.defer(runJobs(services));
  return { conversation: toConversation(conversation), imported: result.imported };
}

type InputMessage = ImportInput["messages"][number];

/** Of several messages that are known by the same the first one. */
function withoutRepetitions(messages: InputMessage[]): InputMessage[] {
  const seen = new Set<string>();
  return messages.filter(({ externalId }) => {
    if (externalId === undefined) return true;
    const isNew = !seen.has(externalId);
    seen.add(externalId);
    return isNew;
  });
}

/** A message as it is stored. Its id begins with the time it was said at, as every message's does. */
function toImported(
  { externalId, role, content, createdAt, speaker }: InputMessage,
  { now, isUser }: { now: Date; isUser: (speaker: string) => boolean },
): ImportedMessage {
  const at = Math.min(Math.max(0, Date.parse(createdAt)), now.getTime());
  const isSomebody = speaker !== undefined && !(role === "user" && isUser(speaker));
  return {
    id: uuidv7({ msecs: at }),
    externalId: externalId ?? null,
    role,
    content,
    speaker: isSomebody ? speaker : null,
    at: new Date(at).toISOString(),
  };
}
