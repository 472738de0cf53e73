import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { rateLimited, type LimitState } from "#api/limits/rate-limits.ts";
import type { OpenedTurn, TurnOpening, TurnRequest } from "#db/repositories/turn.ts";
import { wait } from "#api/wait.ts";
import type { ChatUse } from "./chat-limit.ts";
import { settleExpired } from "./settle-reply.ts";
import { requireSameRequest } from "./require-same-request.ts";

/** How long the next message waits for a reply that was taken over to end. */
const settleWithinMs = 3000;

/** A turn that is open, or the reply that the same request has had before. */
export type Opened =
  | { kind: "new"; turn: OpenedTurn; opening: TurnOpening }
  | { kind: "known"; replyId: string };

/** How a turn counts, and who is told. Without a use it is opened whatever the limit says. */
export interface Counting {
  use: ChatUse | undefined;
  onCounted: ((state: LimitState) => void) | undefined;
}

/**
 * Opens a turn. Where the reply in the way has lost its writer, that one is settled first.
 *
 * @throws DomainError session-ended, account-deactivated, rate-limited, not-found,
 *   conversation-inactive, not-newest, reply-in-progress or idempotency-mismatch
 */
export async function openTurn(
  services: Services,
  turn: Omit<TurnRequest, "quota">,
  { use, onCounted }: Counting,
): Promise<Opened> {
  const request = { ...turn, quota: use?.quota };
  const opening = await services.turns.open(request);
  if (opening === undefined) throw new DomainError("session-ended");
  await services.liveSessions.heed(request, opening.session);
  const state = await use?.settle(opening);
  if (state !== undefined) onCounted?.(state);
  if (state?.isExceeded) throw rateLimited(state);
  const opened = resolve(opening, request);
  if (opened !== undefined) return opened;
  const { standing } = opening;
  if (standing?.leaseExpired) {
    const { ended } = await settleExpired(services, { replyId: standing.replyId, limit: 1 });
    await Promise.race([ended, wait(settleWithinMs, services.closing)]);
  }
  // Without a reply in the way, somebody else changed the conversation just then.
  if (standing === null || standing.leaseExpired) {
    // It has been counted once.
    const again = await services.turns.open({ ...request, quota: undefined });
    if (again !== undefined) await services.liveSessions.heed(request, again.session);
    const openedNow = resolve(again, request);
    if (openedNow !== undefined) return openedNow;
  }
  throw new DomainError("reply-in-progress", {
    detail: "One reply at a time: wait for the one being written, or cancel it.",
  });
}

/** What came of an opening; undefined when a reply in progress was in the way. */
function resolve(opening: TurnOpening | undefined, request: TurnRequest): Opened | undefined {
  if (opening === undefined) throw new DomainError("session-ended");
  if (opening.known !== null) return recognise(opening.known, request);
  if (opening.turn !== undefined) return { kind: "new", turn: opening.turn, opening };
  if (opening.conversation === "missing") throw new DomainError("not-found");
  if (opening.conversation === "inactive") throw new DomainError("conversation-inactive");
  if (request.target !== undefined && opening.target === null) throw new DomainError("not-found");
  if (opening.standing !== null) return undefined;
  if (opening.target === "not-newest") throw new DomainError("not-newest");
  return undefined;
}

function recognise(known: NonNullable<TurnOpening["known"]>, request: TurnRequest): Opened {
  requireSameRequest(known.fingerprint, request.idempotency);
  // The reply it stood for has been deleted since.
  if (known.replyId === null) throw new DomainError("not-found");
  return { kind: "known", replyId: known.replyId };
}
