import { cacheKeysOf } from "#api/agents/prompt/epoch.ts";
import type { Services } from "#api/services.ts";
import { wait } from "#api/wait.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import { forgetTraces, type InferenceTraces } from "#db/repositories/inference-traces.ts";
import type { DueJob } from "#db/repositories/jobs.ts";

const jobsAtOnce = 20;
const againAfterMs = 15_000;
const longestError = 500;
/** How long somebody waits for one job to be done. */
const patienceMs = 5000;

type Work = (services: Services, payload: Record<string, unknown>) => Promise<void>;

/** What is done for each kind of job. Doing it twice does no harm. */
const works: Record<string, Work> = {
  [forgetTraces]: ({ inference, closing }, payload) => {
    const { completions, caches } = payload as unknown as InferenceTraces;
    return inference.erase({ completions, caches: caches.flatMap(cacheKeysOf) }, closing);
  },
};

/** Does the jobs that are due, a few; those that fail are tried again a little later. */
export async function runJobs(services: Services): Promise<void> {
  const due = await services.jobs.take(services.now(), jobsAtOnce);
  await Promise.all(due.map((job) => run(services, job)));
}

/**
 * Does one job now, if it is there to be done. What fails, or takes longer than somebody should have to
 * wait for, is done later.
 */
export async function runJob(services: Services, id: string): Promise<void> {
  const work = async () => {
    const job = await services.jobs.takeOne(id, services.now());
    if (job !== undefined) await run(services, job);
  };
  const isDone = new AbortController();
  const done = work().finally(() => isDone.abort());
  services.defer(done);
  await Promise.race([done, wait(patienceMs, isDone.signal)]);
}

async function run(services: Services, { id, kind, payload, attempts }: DueJob): Promise<void> {
  const { jobs, log, now } = services;
  try {
    const work = works[kind];
    if (work === undefined) throw new Error("There is no such kind of job");
    await work(services, payload);
    await jobs.finish(id);
  } catch (error) {
    const failure = describeFailure(error);
    log.info("job postponed", { kind, attempts, error: failure });
    const again = new Date(now().getTime() + againAfterMs);
    await jobs.postpone(id, again, failure.slice(0, longestError));
  }
}
