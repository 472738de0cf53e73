import type { ReplyEvent } from "#inference/engine/reply.ts";
import { ApiError } from "#inference/errors.ts";

import { StoredCompletion } from "./stored-completion.ts";

/** How long a completion can be read after its end. */
export const KEEP_MS = 15 * 60_000;
/** What is kept of completions that are over, at most; text counts as two bytes a UTF-16 unit. */
const MAX_KEPT = 2000;
const MAX_KEPT_BYTES = 32 * 1024 * 1024;
/** The clock that wakes us is another than the one that we ask. */
const TIMER_SLACK_MS = 1000;

interface Options {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly maxKept?: number;
  readonly maxKeptBytes?: number;
}

interface Kept {
  readonly completion: StoredCompletion;
  readonly bytes: number;
  readonly until: number;
}

/** Starts a generation that the signal stops. Throws when it is refused. */
type Submit = (signal: AbortSignal) => AsyncIterable<ReplyEvent>;

/**
 * The completions that can be read by their id.
 *
 * Invariants: an id has one completion at a time, and only an admitted one; `#over` are those of
 * them that have ended, oldest end first, none past its time after any call, and never more of them
 * or larger than allowed. Those in progress are as many as the engine admits.
 */
export class StoredCompletions {
  readonly #options: Required<Options>;
  readonly #byId = new Map<string, StoredCompletion>();
  readonly #over = new Map<string, Kept>();
  #bytes = 0;

  constructor(options: Options) {
    this.#options = { maxKept: MAX_KEPT, maxKeptBytes: MAX_KEPT_BYTES, ...options };
  }

  /**
   * The completion of this id, which is started unless there is one. One that failed does not count.
   *
   * @throws ApiError 422 when it was started by another request, and whatever `submit` throws
   */
  open(id: string, fingerprint: string, submit: Submit): StoredCompletion {
    const known = this.find(id);
    if (known && known.status !== "failed") {
      if (known.fingerprint !== fingerprint) throw refuseOtherRequest();
      return known;
    }
    const created = Math.floor(this.#options.now() / 1000);
    const completion = new StoredCompletion({ id, created, fingerprint });
    const events = submit(completion.signal);
    if (known) this.#forget(known);
    this.#byId.set(id, completion);
    void completion.write(events).then(() => this.#keep(completion));
    return completion;
  }

  find(id: string): StoredCompletion | undefined {
    this.#expire();
    return this.#byId.get(id);
  }

  /** Cancels and forgets a completion. @returns false when there is none of this id */
  delete(id: string): boolean {
    const completion = this.find(id);
    if (!completion) return false;
    this.#forget(completion);
    completion.delete();
    return true;
  }

  #keep(completion: StoredCompletion): void {
    if (this.#byId.get(completion.id) !== completion) return;
    const bytes = completion.text.length * 2;
    const until = this.#options.now() + KEEP_MS;
    this.#over.set(completion.id, { completion, bytes, until });
    this.#bytes += bytes;
    this.#expire();
    setTimeout(() => this.#expire(), KEEP_MS + TIMER_SLACK_MS).unref();
  }

  #expire(): void {
    const { now, maxKept, maxKeptBytes } = this.#options;
    for (const { completion, until } of this.#over.values()) {
      const isTooMuch = this.#over.size > maxKept || this.#bytes > maxKeptBytes;
      if (!isTooMuch && until > now()) return;
      this.#forget(completion);
    }
  }

  #forget({ id }: StoredCompletion): void {
    this.#bytes -= this.#over.get(id)?.bytes ?? 0;
    this.#over.delete(id);
    this.#byId.delete(id);
  }
}

function refuseOtherRequest(): ApiError {
  return new ApiError("This Idempotency-Key was used with another request.", {
    status: 422,
    code: "idempotency_mismatch",
    param: "Idempotency-Key",
  });
}
