import { v7 as newId } from "uuid";

import type { jobs } from "#db/schema/service.ts";

/** What an inference server may still hold of conversations that are gone. */
export interface InferenceTraces {
  /** The keys of completions it may have kept. */
  completions: string[];
  /** The conversations whose prompts it may have in its caches. */
  caches: string[];
}

/** The kind of job that has the inference server forget them. */
export const forgetTraces = "forget-inference-traces";

/** So many conversations a job, that each is done in the time a job has. */
const tracesAJob = 100;

/** The jobs that have an inference server forget these. They name no user, and outlive theirs. */
export function toForgettingJobs(
  { completions, caches }: InferenceTraces,
  now: Date,
): (typeof jobs.$inferInsert)[] {
  const count = Math.ceil(Math.max(completions.length, caches.length) / tracesAJob);
  return Array.from({ length: count }, (_, index) => {
    const part = (keys: string[]) => keys.slice(index * tracesAJob, (index + 1) * tracesAJob);
    const payload = { completions: part(completions), caches: part(caches) };
    return { id: newId(), kind: forgetTraces, payload, runAfter: now, createdAt: now };
  });
}
