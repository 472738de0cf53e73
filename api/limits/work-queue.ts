import { DomainError } from "#api/errors.ts";

interface Bounds {
  /** Jobs that run beside each other. */
  atOnce: number;
  /** Jobs that wait for those. */
  waiting: number;
}

const retryAfterSeconds = 5;

/**
 * Heavy work, a few pieces at a time, first come first served. Invariants: never more than `atOnce`
 * run; never more than `waiting` wait, a further one is refused at once, since an answer after a
 * minute is none; a job that fails lets the next one in like any other.
 */
export function createWorkQueue({ atOnce, waiting }: Bounds) {
  const queue: (() => void)[] = [];
  let running = 0;

  async function admission(): Promise<void> {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (queue.length >= waiting) throw full();
    await new Promise<void>((resolve) => queue.push(resolve));
  }

  /** Hands the place on to the next, or gives it up. */
  function leave(): void {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    /** Runs a job when there is room. @throws DomainError rate-limited when too many wait */
    async run<T>(job: () => Promise<T>): Promise<T> {
      await admission();
      try {
        return await job();
      } finally {
        leave();
      }
    },
  };
}

const full = () =>
  new DomainError("rate-limited", {
    detail: "More people are signing in than can be looked after: try again in a moment.",
    retryAfterSeconds,
  });
