import { indexConversation } from "#api/memory/index-conversation.ts";
import { indexConversationJob } from "#db/repositories/index-work.ts";
import type { Services } from "#api/services.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import { forgetTraces, type InferenceTraces } from "#db/repositories/inference-traces.ts";
import type { DueJob } from "#db/repositories/jobs.ts";

const jobsAtOnce = 20;
const againAfterMs = 15_000;
const longestError = 500;

type Work = (services: Services, payload: Record<string, unknown>) => Promise<void>;

/** What is done for each kind of job. Doing it twice does no harm. */
const works: Record<string, Work> = {
  [forgetTraces]: ({ inference, closing }, payload) =>
    inference.erase(payload as unknown as InferenceTraces, closing),
  [indexConversationJob]: indexConversation,
};

/** Does the jobs that are due, a few; those that fail are tried again a little later. */
export async function runJobs(services: Services): Promise<void> {
  const due = await services.jobs.take(services.now(), jobsAtOnce);
  await Promise.all(due.map((job) => run(services, job)));
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
