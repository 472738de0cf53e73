import { DomainError } from "#api/errors.ts";
import { toFailure } from "#api/failure.ts";
import { InferenceError } from "#api/inference-client/inference-error.ts";
import type { CompletionEnd } from "#api/inference-client/read-completion.ts";
import { runJobs } from "#api/jobs/run-jobs.ts";
import type { Services } from "#api/services.ts";
import { describeFailure, isDatabaseUnavailable } from "#db/repositories/failures.ts";
import { toForgettingJobs } from "#db/repositories/inference-traces.ts";
import { askForRest, type Ask, type Asked } from "./ask-model.ts";
import { cancelReply, closeReply, failReply, LeaseLost, letGo } from "./close-reply.ts";
import type { ReplyClock } from "./to-completion.ts";
import { keepLease, type Lease } from "./keep-lease.ts";
import { countCodePoints } from "./reply-feed.ts";
import { completionKey, startOf, type ReplyWork } from "./reply-work.ts";

/**
 * Writes a reply: asks the model, passes its words to the feed as they come, keeps the lease
 * meanwhile, and stores how it ended, whether or not anybody listens. `admitted` settles when the
 * model has taken the request or refused it; `finished` never rejects.
 */
export function writeReply(
  services: Services,
  work: ReplyWork,
  ask: Ask,
): { admitted: Promise<void>; finished: Promise<void> } {
  const admission = Promise.withResolvers<void>();
  admission.promise.catch(() => {});
  const lease = keepLease(services, work);
  const finished = write(services, work, { ask, lease, admit: admission.resolve }).catch(
    async (error: unknown) => {
      const failure = await endBadly(services, work, lease, error);
      if (failure === undefined) admission.resolve();
      else admission.reject(failure);
    },
  );
  services.replies.add(work.ids.replyId, { feed: work.feed, cancel: lease.cancel, finished });
  return { admitted: admission.promise, finished };
}

interface Means {
  ask: Ask;
  lease: Lease;
  admit: () => void;
}

async function write(services: Services, work: ReplyWork, { ask, lease, admit }: Means) {
  if (work.cancelRequested) lease.cancel();
  const asked = await ask(lease.signal);
  admit();
  const clock: ReplyClock = { ...asked, firstTokenAtMs: undefined };
  const end = await passOnToTheEnd(services, work, { asked, clock, signal: lease.signal });
  await lease.release();
  await closeReply(services, work, { end, clock, model: asked.model });
  forget(services, work);
}

/** Passes on, and where the connection breaks off but the server kept the reply, goes on from there. */
async function passOnToTheEnd(
  services: Services,
  work: ReplyWork,
  { asked, clock, signal }: { asked: Asked; clock: ReplyClock; signal: AbortSignal },
): Promise<CompletionEnd> {
  try {
    return await passOn(asked, work, clock);
  } catch (error) {
    // Only what broke off: what took too long has had its time.
    const brokeOff = error instanceof InferenceError && error.failure === "failed";
    if (signal.aborted || !brokeOff) throw error;
    const rest = await askForRest(services, work, countCodePoints(work.feed.text), signal).catch(
      () => undefined,
    );
    if (rest === undefined) throw error;
    return passOn(rest, work, clock);
  }
}

async function passOn(asked: Asked, work: ReplyWork, clock: ReplyClock): Promise<CompletionEnd> {
  for (;;) {
    const { done, value } = await asked.stream.next();
    if (done) return value;
    if (value.kind === "queued") {
      work.feed.queue(value.position);
      continue;
    }
    work.feed.begin(startOf(work));
    if (value.kind === "began") continue;
    clock.firstTokenAtMs ??= performance.now();
    work.feed.append(value.text);
  }
}

/**
 * Stores a reply that was cancelled or broke off, unless that is somebody else's to do: one who took
 * it over, or one who will, because what is left of it lies with the inference server.
 *
 * @returns what to tell who waits for the model's admission; undefined when the user stopped it
 */
async function endBadly(
  services: Services,
  work: ReplyWork,
  lease: Lease,
  error: unknown,
): Promise<DomainError | undefined> {
  await lease.release();
  const failure = toTurnFailure(error, work);
  const why = lease.stopped();
  if (why === "lost" || error instanceof LeaseLost) return leave(services, work, failure);
  if (why !== "cancelled" && (await isLeftToOthers(services, work, error))) {
    logEnd(services, "reply left to others", work, { failure, error });
    work.feed.finish({ kind: "error", error: failure });
    return failure;
  }
  if (why !== "cancelled") logEnd(services, "reply broke off", work, { failure, error });
  try {
    const end = why === "cancelled" ? cancelReply : failReply;
    // What is not stored yet stays with the inference server, for whoever takes the reply over.
    if (!(await end(services, work, failure))) return failure;
  } catch (lost) {
    if (lost instanceof LeaseLost) return leave(services, work, failure);
    throw lost;
  }
  forget(services, work);
  return why === "cancelled" ? undefined : failure;
}

/** Tells the readers of a reply that is in other hands, or that was deleted. */
async function leave(
  services: Services,
  work: ReplyWork,
  failure: DomainError,
): Promise<DomainError> {
  const find = services.messages.findReply(work.userId, work.ids.replyId);
  const isGone = await find.then(
    (record) => record === undefined,
    () => false,
  );
  // Deleted before it was asked for, it is in nobody's hands: nobody else forgets it.
  if (isGone) services.defer(forgetAll(services, work));
  const error = isGone ? new DomainError("not-found", { detail: "It was deleted." }) : failure;
  work.feed.finish({ kind: "error", error });
  return error;
}

/**
 * Whether the reply is left as it is for whoever takes it over: the database is away for too long to
 * say how it ended, or the service is stopping and the inference server goes on with it.
 */
async function isLeftToOthers(
  services: Services,
  work: ReplyWork,
  error: unknown,
): Promise<boolean> {
  // An unreachable inference server fails with the same codes of sockets inside.
  const isOurs = !(error instanceof InferenceError);
  if (isOurs && isDatabaseUnavailable(error)) return true;
  // With an embedded database there is nobody else, and the inference server stops as well.
  const isShared = services.config.DATABASE_URL !== undefined;
  if (!services.closing.aborted || !isShared) return false;
  return letGo(services, work);
}

function logEnd(
  services: Services,
  event: string,
  { ids }: ReplyWork,
  { failure, error }: { failure: DomainError; error: unknown },
) {
  services.log.warning(event, {
    replyId: ids.replyId,
    code: failure.code,
    reason: error instanceof InferenceError ? error.message : describeFailure(error),
  });
}

/** Has the inference server stop and forget, so that nothing of the reply stays there. */
function forget(services: Services, work: ReplyWork) {
  // What was said without a model is nowhere else.
  if (work.source !== "model") return;
  services.defer(services.inference.forget(completionKey(work.ids, work.attempt)));
}

/**
 * The same with the conversation's cache, which it may have filled anew after whoever deleted the reply
 * had it forgotten: as a job, because a server that cannot be reached now may still have it later.
 */
async function forgetAll(services: Services, { ids, attempt }: ReplyWork): Promise<void> {
  const traces = { completions: [completionKey(ids, attempt)], caches: [ids.conversationId] };
  await services.jobs.add(toForgettingJobs(traces, services.now()));
  await runJobs(services);
}

function toTurnFailure(error: unknown, { ids: turn }: ReplyWork): DomainError {
  const detail = "Your message is stored, and what was written of the reply is kept.";
  const { code, retryAfterSeconds, cause } = toFailureOfReply(error);
  return new DomainError(code, {
    detail,
    turn,
    cause,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

function toFailureOfReply(error: unknown): DomainError {
  const retryAfterSeconds = 5;
  if (error instanceof InferenceError) {
    const code = error.failure === "busy" ? "inference-busy" : "inference-unavailable";
    return new DomainError(code, {
      retryAfterSeconds: error.retryAfterSeconds ?? retryAfterSeconds,
      cause: error,
    });
  }
  // Following the reply tells what became of it.
  if (error instanceof LeaseLost) {
    return new DomainError("inference-unavailable", { retryAfterSeconds, cause: error });
  }
  return toFailure(error);
}
