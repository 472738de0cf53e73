import { DomainError } from "#api/errors.ts";
import type { CompletionEnd } from "#api/inference-client/read-completion.ts";
import type { Services } from "#api/services.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import type { StoredVariant } from "#db/repositories/messages.ts";
import type { ReplyOutcome, ReplyProgress } from "#db/repositories/turn.ts";
import { LedgerMoved } from "#db/repositories/turns.ts";
import { outlastOutage } from "./outlast-outage.ts";
import { planEpochs, type EndedTurn, type EpochPlan } from "./plan-epochs.ts";
import { prepareEpoch } from "./prepare-epoch.ts";
import { toLedgerRows } from "./to-ledger-rows.ts";
import { readScoring, scoreWork } from "./score-work.ts";
import { sinceArrival, timingsOf, toCompletion, type ReplyClock } from "./to-completion.ts";
import { startOf, type ReplyWork } from "./reply-work.ts";
import type { Completion, Message, Variant } from "./schemas.ts";

/** Somebody else has taken the reply over, or it has been deleted. Nothing was written. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

interface Ending {
  end: CompletionEnd;
  clock: ReplyClock;
  /** Null where no model was asked. */
  model: string | null;
}

type Result = Pick<
  ReplyOutcome,
  "status" | "tokensUsed" | "promptTokens" | "model" | "completion" | "errorCode"
>;

const notCounted = { tokensUsed: null, promptTokens: null };

/** What a turn changes besides its reply. */
type Changes = Pick<
  ReplyOutcome,
  "events" | "learned" | "forgotten" | "conversationPersonality" | "minorAge" | "epoch" | "epochs"
>;

const noChanges: Changes = {
  events: [],
  learned: [],
  forgotten: [],
  conversationPersonality: null,
  minorAge: null,
  epoch: null,
  epochs: null,
};

/**
 * Stores a finished reply with what its turn changes, then tells its readers: what is announced as
 * done is stored. Where another turn of the user was closed first, it is scored anew.
 */
export async function closeReply(
  services: Services,
  work: ReplyWork,
  { end, clock, model }: Ending,
): Promise<void> {
  const { promptTokens, cachedTokens, completionTokens } = end;
  const measured = {
    usage: { promptTokens, cachedTokens, completionTokens },
    timings: timingsOf(work, clock, completionTokens),
  };
  const tokensUsed = model === null ? null : completionTokens;
  if (work.merit === undefined) await readScoringOrStop(services, work);
  for (;;) {
    const scored = scoreWork(services, work);
    const completion = toCompletion(work, measured, scored);
    const counts = { tokensUsed, promptTokens: promptTokens === 0 ? null : promptTokens };
    const result = { status: "complete" as const, ...counts, model, completion, errorCode: null };
    const { learned, forgotten, conversationPersonality, minorAge } = work;
    const events = toLedgerRows(scored.events);
    const planned = planNext(services, work, { end, stage: scored.stage });
    const epochs = planned?.change ?? null;
    const epoch = work.asked?.epoch.number ?? null;
    const turn = { learned, forgotten, conversationPersonality, minorAge };
    try {
      const variants = await store(services, work, { ...result, ...turn, events, epoch, epochs });
      tellDone(work, result, variants);
      return prepareNext(services, work, planned);
    } catch (error) {
      if (!(error instanceof LedgerMoved)) throw error;
      await readScoringOrStop(services, work);
    }
  }
}

/** What the next prompt is going to be, where the model was asked from here. */
function planNext(
  { now }: Services,
  { asked, sequence, feed }: ReplyWork,
  { end, stage }: Pick<EndedTurn, "end" | "stage">,
): EpochPlan | undefined {
  if (asked === undefined || sequence === null) return undefined;
  return planEpochs(asked, { text: feed.text, sequence, end, stage, now: now() });
}

/** Has the next prompt read while this reply is. */
function prepareNext(services: Services, work: ReplyWork, planned: EpochPlan | undefined) {
  if (planned?.next === undefined) return;
  const { userId, ids } = work;
  const limits = work.asked!.description;
  const { conversationId } = ids;
  services.defer(prepareEpoch(services, { userId, conversationId, limits, ...planned.next }));
}

/** @throws LeaseLost when the account is gone */
async function readScoringOrStop(services: Services, work: ReplyWork): Promise<void> {
  if (!(await readScoring(services, work))) throw new LeaseLost();
}

/**
 * Stores a reply that the user stopped: what was written stays. True when it is stored.
 *
 * @throws LeaseLost
 */
export async function cancelReply(
  services: Services,
  work: ReplyWork,
  failure: DomainError,
): Promise<boolean> {
  const measured = {
    usage: { promptTokens: 0, cachedTokens: 0, completionTokens: 0 },
    timings: { queueMs: 0, firstTokenMs: 0, totalMs: sinceArrival(work), tokensPerSecond: 0 },
  };
  const unchanged = { ...work, merit: null, learned: [] };
  const completion = toCompletion(unchanged, measured, scoreWork(services, unchanged));
  const result = { status: "cancelled" as const, ...notCounted, model: null, errorCode: null };
  try {
    const variants = await store(services, work, { ...result, ...noChanges, completion });
    tellDone(work, { ...result, completion }, variants);
    return true;
  } catch (error) {
    logNotStored(services, "cancelled reply not stored", error);
    work.feed.finish({ kind: "error", error: failure });
    return false;
  }
}

/**
 * Keeps what was written of a reply that broke off, then tells its readers. True when it is stored.
 *
 * @throws LeaseLost
 */
export async function failReply(
  services: Services,
  work: ReplyWork,
  failure: DomainError,
): Promise<boolean> {
  const status = work.feed.text === "" ? "failed" : "interrupted";
  const result = { ...notCounted, model: null, completion: null, errorCode: failure.code };
  const isStored = await store(services, work, { status, ...result, ...noChanges }).then(
    () => true,
    (error: unknown) => {
      logNotStored(services, "broken reply not stored", error);
      return false;
    },
  );
  work.feed.finish({ kind: "error", error: failure });
  return isStored;
}

/** A lost lease is no failure: the reply is in other hands, or was deleted. */
function logNotStored(services: Services, event: string, error: unknown) {
  if (error instanceof LeaseLost) throw error;
  services.log.error(event, { error: describeFailure(error) });
}

/**
 * Stores what was written and lets others go on at once, if the inference server keeps the reply.
 * False when that is not so.
 */
export async function letGo(services: Services, work: ReplyWork): Promise<boolean> {
  if (work.source !== "model") return false;
  try {
    const { capabilities } = await services.inference.describe();
    if (!capabilities.includes("store")) return false;
    return (await services.turns.release({ ...progressOf(work), now: services.now() })).held;
  } catch {
    return false;
  }
}

const progressOf = (work: ReplyWork): Omit<ReplyProgress, "now"> => ({
  replyId: work.ids.replyId,
  leaseOwner: work.leaseOwner,
  content: work.feed.text,
  personality: work.personality,
  opening: { stage: work.stage, notices: work.notices },
});

/** After which readers are told that the database is away. */
const tellAfterMs = 30_000;
/** How long the inference server keeps what the API has not fetched, too. */
const patienceMs = 15 * 60_000;

/**
 * Writes the end of a reply; while the database is away, again and again for a quarter of an hour.
 * Readers are told after half a minute.
 *
 * @returns the other replies to the same message
 * @throws LeaseLost, or LedgerMoved
 */
async function store(
  services: Services,
  work: ReplyWork,
  result: Result & Changes,
): Promise<StoredVariant[]> {
  const outcome: Omit<ReplyOutcome, "now"> = {
    ...progressOf(work),
    userId: work.userId,
    source: work.source,
    note: work.note,
    ...result,
  };
  const close = () => services.turns.close({ ...outcome, now: services.now() });
  const variants = await outlastOutage(services, close, {
    forMs: patienceMs,
    onWaiting(awayMs) {
      if (awayMs > tellAfterMs) work.feed.finish({ kind: "error", error: unavailable(work) });
    },
  });
  if (variants === undefined) throw new LeaseLost();
  return variants;
}

function unavailable({ ids: turn }: ReplyWork): DomainError {
  const detail = "The reply is kept, and stored as soon as the database is back.";
  return new DomainError("database-unavailable", { detail, turn, retryAfterSeconds: 5 });
}

function tellDone(
  work: ReplyWork,
  result: Result & { completion: Completion },
  variants: StoredVariant[],
) {
  const { ids, personality, repliedAt, feed } = work;
  const reply: Message = {
    id: ids.replyId,
    role: "assistant",
    content: feed.text,
    status: result.status,
    personality,
    tokensUsed: result.tokensUsed,
    createdAt: repliedAt.toISOString(),
    replyTo: ids.userMessageId,
    emotion: null,
    model: result.model,
    source: work.source,
    variants: variants as Variant[],
  };
  feed.begin(startOf(work));
  feed.finish({ kind: "done", reply, completion: result.completion });
}
