import type { ReplyCounts, ReplyEvent } from "#inference/engine/reply.ts";
import { ApiError } from "#inference/errors.ts";
import type { FinishReason } from "#inference/protocol/chat-completion-response.ts";
import type { CompletionStatus } from "#inference/protocol/stored-completion.ts";

import { readOn, type TextPosition } from "./text-position.ts";

/** How a reply ended well. */
interface Success {
  readonly finishReason: FinishReason;
  readonly counts: ReplyCounts;
}

type End = Success | { readonly error: unknown };

interface Identity {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** Of what was asked for. */
  readonly fingerprint: string;
}

/**
 * One generation that does not depend on who reads it.
 *
 * Invariants: the text grows until there is an end, which is set once; only deleting replaces the
 * end and empties the text. A reader holds a position in the text, never a copy of it, so any number
 * of slow ones cost nothing; `#waiting` has a wake-up for every reader that has read all there is,
 * and none for those that left.
 */
export class StoredCompletion {
  readonly id: string;
  readonly created: number;
  readonly fingerprint: string;
  readonly #cancelled = new AbortController();
  readonly #waiting = new Set<() => void>();
  #position: number | undefined;
  #isStarted = false;
  #text = "";
  #end: End | undefined;

  constructor({ id, created, fingerprint }: Identity) {
    this.id = id;
    this.created = created;
    this.fingerprint = fingerprint;
  }

  /** Aborts when the generation is to stop. */
  get signal(): AbortSignal {
    return this.#cancelled.signal;
  }

  /** What has been written so far. */
  get text(): string {
    return this.#text;
  }

  /** How it ended, if it ended well. */
  get success(): Success | undefined {
    return this.#end && "error" in this.#end ? undefined : this.#end;
  }

  get status(): CompletionStatus {
    if (this.#end) return "error" in this.#end ? "failed" : "completed";
    return this.#isStarted ? "in_progress" : "queued";
  }

  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** Takes in what happens to the reply. Resolves at its end, however that comes. */
  async write(events: AsyncIterable<ReplyEvent>): Promise<void> {
    try {
      for await (const event of events) this.#take(event);
      this.#finish({ error: new Error("the reply ended without a reason") });
    } catch (error) {
      this.#finish({ error });
    }
  }

  /** Stops the generation, and ends everyone who reads it with an error. */
  delete(): void {
    this.#text = "";
    this.#end = {
      error: new ApiError("This completion was deleted.", {
        status: 410,
        code: "completion_deleted",
      }),
    };
    this.#wake();
    this.#cancelled.abort();
  }

  /**
   * What happened and will happen to the reply, its text without the first `after` code points.
   *
   * @param signal of the reader: aborting it ends the reading, and nothing else
   * @throws what the generation failed with
   */
  async *follow(after: number, signal: AbortSignal): AsyncGenerator<ReplyEvent, void, void> {
    let position: TextPosition = { units: 0, skip: after };
    let isTold = false;
    let told: number | undefined;
    while (!signal.aborted) {
      if (this.status === "queued" && this.#position !== undefined && this.#position !== told) {
        told = this.#position;
        yield { type: "queued", position: told };
        continue;
      }
      if (this.#isStarted && !isTold) {
        isTold = true;
        yield { type: "started" };
        continue;
      }
      const read = readOn(this.#text, position, this.isOver);
      position = read.position;
      if (read.text !== "") {
        yield { type: "text", text: read.text };
      } else if (this.#end === undefined) {
        await this.#change(signal);
      } else {
        if ("error" in this.#end) throw this.#end.error;
        yield { type: "done", ...this.#end };
        return;
      }
    }
  }

  #take(event: ReplyEvent): void {
    if (this.#end) return;
    if (event.type === "queued") this.#position = event.position;
    else if (event.type === "started") this.#isStarted = true;
    else if (event.type === "text") this.#text += event.text;
    else this.#finish({ finishReason: event.finishReason, counts: event.counts });
    this.#wake();
  }

  #finish(end: End): void {
    this.#end ??= end;
    this.#wake();
  }

  #change(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => {
      signal.removeEventListener("abort", wake);
      this.#waiting.delete(wake);
      resolve();
    };
    signal.addEventListener("abort", wake);
    this.#waiting.add(wake);
    return promise;
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}
