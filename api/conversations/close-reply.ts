import { personas } from "#api/agents/choose-persona.ts";
import { DomainError } from "#api/errors.ts";
import type { CompletionEnd } from "#api/inference-client/read-completion.ts";
import { scoreTurn, type ScoredTurn } from "#api/relationship/score-turn.ts";
import { stageNotice } from "#api/relationship/stage-notice.ts";
import { standingOf } from "#api/relationship/standing.ts";
import type { Services } from "#api/services.ts";
import { describeFailure, isDatabaseUnavailable } from "#db/repositories/failures.ts";
import type { StoredVariant } from "#db/repositories/messages.ts";
import type { ReplyOutcome, ReplyProgress } from "#db/repositories/turn.ts";
import { LedgerMoved } from "#db/repositories/turns.ts";
import { wait } from "#api/wait.ts";
import { outlastOutage } from "./outlast-outage.ts";
import { meritOfStored } from "./merit-of-stored.ts";
import { toLedgerRows } from "./to-ledger-rows.ts";
import { startOf, type ReplyWork } from "./reply-work.ts";
import type { Completion, Message, Variant } from "./schemas.ts";

/** Somebody else has taken the reply over, or it has been deleted. Nothing was written. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** When the parts of writing a reply happened, on the monotonic clock. */
export interface ReplyClock {
  askedAtMs: number;
  admittedAtMs: number;
  firstTokenAtMs: number | undefined;
}

interface Ending {
  end: CompletionEnd;
  clock: ReplyClock;
  /** Null where no model was asked. */
  model: string | null;
}

type Result = Pick<ReplyOutcome, "status" | "tokensUsed" | "model" | "completion" | "errorCode">;

/** What a turn changes besides its reply. */
type Changes = Pick<ReplyOutcome, "events" | "learned" | "forgotten" | "conversationPersonality">;

const noChanges: Changes = {
  events: [],
  learned: [],
  forgotten: [],
  conversationPersonality: null,
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
  if (work.merit === undefined) await readScoring(services, work);
  for (;;) {
    const scored = scoreWork(services, work);
    const completion = toCompletion(work, measured, scored);
    const result = { status: "complete" as const, tokensUsed, model, completion, errorCode: null };
    const { learned, forgotten, conversationPersonality } = work;
    const events = toLedgerRows(scored.events);
    const changes = { events, learned, forgotten, conversationPersonality };
    try {
      const variants = await store(services, work, { ...result, ...changes });
      return tellDone(work, result, variants);
    } catch (error) {
      if (!(error instanceof LedgerMoved)) throw error;
      await readScoring(services, work);
    }
  }
}

function scoreWork(services: Services, { standing, merit }: ReplyWork): ScoredTurn {
  const { MAX_STAGE: maxStage, RELATIONSHIP_PACE: pace } = services.config;
  return scoreTurn(standing, merit ?? null, { maxStage, pace, now: services.now() });
}

/** Reads how the user stands now, and what the message is worth where that is not known. */
async function readScoring(services: Services, work: ReplyWork): Promise<void> {
  const { userId, ids } = work;
  const read = () => services.turns.findScoringGrounds(userId, ids.userMessageId);
  const grounds = await outlastOutage(services, read);
  if (grounds === undefined) throw new LeaseLost();
  const { MAX_STAGE: maxStage } = services.config;
  work.standing = standingOf(grounds.profile, { maxStage, now: services.now() });
  const isKnown = work.merit !== undefined && !(grounds.isScored && work.merit !== null);
  if (!isKnown) work.merit = meritOfStored(grounds, work.standing);
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
  const unscored = scoreWork(services, { ...work, merit: null });
  const completion = toCompletion(work, measured, unscored);
  const result = { status: "cancelled" as const, tokensUsed: null, model: null, errorCode: null };
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
  const result = { tokensUsed: null, model: null, completion: null, errorCode: failure.code };
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
const retryEveryMs = 500;

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
    ...result,
  };
  const startedAtMs = performance.now();
  for (;;) {
    try {
      const variants = await services.turns.close({ ...outcome, now: services.now() });
      if (variants === undefined) throw new LeaseLost();
      return variants;
    } catch (error) {
      const awayMs = performance.now() - startedAtMs;
      const isHopeless = services.closing.aborted || awayMs > patienceMs;
      if (!isDatabaseUnavailable(error) || isHopeless) throw error;
      if (awayMs > tellAfterMs) work.feed.finish({ kind: "error", error: unavailable(work) });
      await wait(retryEveryMs, services.closing);
    }
  }
}

function unavailable({ ids: turn }: ReplyWork): DomainError {
  const detail = "The reply is kept, and stored as soon as the database is back.";
  return new DomainError("database-unavailable", { detail, turn, retryAfterSeconds: 5 });
}

function toCompletion(
  work: ReplyWork,
  measured: Pick<Completion, "usage" | "timings">,
  { score, stageBefore, stage, changed }: ScoredTurn,
): Completion {
  const { name } = personas[work.personality];
  const text = stageNotice(name, stageBefore, stage);
  return {
    ...measured,
    relationship: { score, stage, changed },
    memory: {
      recalled: [],
      learned: work.learned.map(({ id, value }) => ({ kind: "fact", id, text: value })),
    },
    notices: stage === stageBefore ? [] : [{ kind: "stage", level: stage, text }],
  };
}

function timingsOf(work: ReplyWork, clock: ReplyClock, tokens: number): Completion["timings"] {
  const endedAtMs = performance.now();
  const firstTokenAtMs = clock.firstTokenAtMs ?? endedAtMs;
  const seconds = (endedAtMs - firstTokenAtMs) / 1000;
  return {
    queueMs: Math.round(clock.admittedAtMs - clock.askedAtMs),
    firstTokenMs: Math.round(firstTokenAtMs - work.arrivedAtMs),
    totalMs: sinceArrival(work),
    tokensPerSecond: seconds > 0 ? Math.round((tokens / seconds) * 10) / 10 : 0,
  };
}

const sinceArrival = ({ arrivedAtMs }: ReplyWork) => Math.round(performance.now() - arrivedAtMs);

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
