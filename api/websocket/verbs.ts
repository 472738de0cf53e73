import { readAccessToken, type Identity, type SessionRef } from "#api/auth/access-token.ts";
import { requestCancel } from "#api/conversations/cancel-reply.ts";
import { send } from "#api/conversations/send.ts";
import type { TurnAnswer } from "#api/conversations/turn-answer.ts";
import { warmUp } from "#api/conversations/warm-up.ts";
import { DomainError } from "#api/errors.ts";
import { fingerprintOf } from "#api/http/idempotency-key.ts";
import { ofUser, rateLimited } from "#api/limits/rate-limits.ts";
import type { Services } from "#api/services.ts";
import type { SendFrame } from "./schemas.ts";

/** What a connection can do for its user: what HTTP does, by the same verbs. */
export interface Verbs {
  /** @throws DomainError token-invalid, token-expired, session-ended or account-deactivated */
  identify(accessToken: string): Promise<Identity>;
  /** Sends a message; `body` is what an idempotencyKey covers. @throws DomainError as `send` */
  send(session: SessionRef, frame: SendFrame, body: object): Promise<TurnAnswer>;
  /** @throws DomainError not-found or rate-limited */
  cancel(session: SessionRef, replyId: string): Promise<void>;
  /** Has a conversation ready for the message that is being typed. @throws DomainError as `cancel` */
  typing(session: SessionRef, conversationId: string): Promise<void>;
}

/** The verbs on the services of an instance or, at the edge, of one connection. */
export function createVerbs(services: Services): Verbs {
  return {
    async identify(accessToken) {
      const identity = await readAccessToken(accessToken, services.config.JWT_KEYS, services.now());
      await services.liveSessions.require(identity.session);
      return identity;
    },

    async send(session, { content, conversationId, idempotencyKey: key }, body) {
      // As if it had been posted to /v1/chat: a send may be repeated there, or here after there.
      const idempotency =
        key === undefined
          ? undefined
          : { key, fingerprint: await fingerprintOf("POST", "/v1/chat", body) };
      const guard = await services.rateLimits.take("sends", ofUser(session.userId));
      if (guard.isExceeded) throw rateLimited(guard);
      return send(services, { ...session, conversationId, content, idempotency });
    },

    async cancel({ userId }, replyId) {
      await countRequest(services, userId);
      const record = await services.messages.findReply(userId, replyId);
      if (record === undefined) throw new DomainError("not-found");
      const { conversationId } = record.reply;
      await requestCancel(services, { userId, conversationId, replyId });
    },

    async typing({ userId }, conversationId) {
      await countRequest(services, userId);
      await warmUp(services, { userId, conversationId });
    },
  };
}

/** Counts what would have been a request of its own. @throws DomainError rate-limited */
async function countRequest({ rateLimits }: Services, userId: string): Promise<void> {
  const state = await rateLimits.take("general", ofUser(userId));
  if (state.isExceeded) throw rateLimited(state);
}
