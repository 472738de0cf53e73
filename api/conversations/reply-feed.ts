import type { DomainError } from "#api/errors.ts";
import type { Completion, Message, MessageStart } from "./schemas.ts";

/** How a reply ended for who follows it. */
export type ReplyEnd =
  | { kind: "done"; reply: Message; completion: Completion }
  | { kind: "error"; error: DomainError };

/** Something new in a reply, in the order in which a client is told. */
export type ReplyNews =
  | { kind: "queued"; position: number }
  | { kind: "start"; start: MessageStart }
  | { kind: "text"; text: string }
  | ReplyEnd;

/** NUL, and halves of characters without the other half: no database or no encoding keeps them. */
// oxlint-disable-next-line no-control-regex -- NUL is what is looked for
const unkeepable = /[\0\p{Surrogate}]/gu;

/**
 * A reply while it is written, for any number of readers. Invariants: the text only grows and never
 * has half a character in it; after the end nothing is added; a reader holds no copy but only how far
 * it has read, so a slow one costs no memory and simply gets more at a time; `#waiting` has a wake-up
 * for every reader that has read all there is, and none for those that left.
 */
export class ReplyFeed {
  #text: string;
  #halfCharacter = "";
  #queuePosition: number | undefined;
  #start: MessageStart | undefined;
  #end: ReplyEnd | undefined;
  readonly #waiting = new Set<() => void>();

  /** @param initialText what there is already of a reply that is continued */
  constructor(initialText = "") {
    this.#text = initialText;
  }

  /** The text so far. */
  get text(): string {
    return this.#text;
  }

  /** Whether there will be no more of it. */
  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Says at which place in the queue the reply waits; 1 is served next. */
  queue(position: number): void {
    this.#queuePosition = position;
    this.#announce();
  }

  /** Says that the model has begun; only the first time counts. */
  begin(start: MessageStart): void {
    this.#start ??= start;
    this.#announce();
  }

  /** Adds to the text. */
  append(more: string): void {
    if (this.#end !== undefined) throw new Error("The reply has ended");
    const whole = this.#halfCharacter + more;
    const cut = /[\uD800-\uDBFF]$/.test(whole) ? whole.length - 1 : whole.length;
    this.#halfCharacter = whole.slice(cut);
    this.#text += whole.slice(0, cut).replaceAll(unkeepable, "");
    this.#announce();
  }

  /** Ends the reply; only the first end counts. */
  finish(end: ReplyEnd): void {
    this.#end ??= end;
    this.#announce();
  }

  /**
   * Everything as it comes, up to and with the end; with a position, only what comes after so many
   * code points of the text, and no beginning.
   *
   * @param left aborts when the reader has left, which ends the reading
   */
  async *follow(afterCodePoints = 0, left?: AbortSignal): AsyncGenerator<ReplyNews, void> {
    if (afterCodePoints === 0) yield* this.#beginning(left);
    yield* this.#textAfter(afterCodePoints, left);
    if (this.#end !== undefined) yield this.#end;
  }

  async *#beginning(left: AbortSignal | undefined): AsyncGenerator<ReplyNews, void> {
    let told: number | undefined;
    while (this.#start === undefined && this.#end === undefined) {
      if (left?.aborted) return;
      if (this.#queuePosition === told) {
        await this.#change(left);
      } else {
        told = this.#queuePosition!;
        yield { kind: "queued", position: told };
      }
    }
    if (this.#start !== undefined) yield { kind: "start", start: this.#start };
  }

  async *#textAfter(
    codePoints: number,
    left: AbortSignal | undefined,
  ): AsyncGenerator<ReplyNews, void> {
    let read = 0;
    let toSkip = codePoints;
    for (;;) {
      if (left?.aborted) return;
      if (read < this.#text.length) {
        const { text, stillToSkip } = dropCodePoints(this.#text.slice(read), toSkip);
        read = this.#text.length;
        toSkip = stillToSkip;
        if (text !== "") yield { kind: "text", text };
      } else if (this.#end === undefined) {
        await this.#change(left);
      } else {
        return;
      }
    }
  }

  #change(left: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => {
      left?.removeEventListener("abort", wake);
      this.#waiting.delete(wake);
      resolve();
    };
    left?.addEventListener("abort", wake);
    this.#waiting.add(wake);
    return promise;
  }

  #announce(): void {
    for (const wake of this.#waiting) wake();
  }
}

/** A text without its first code points, and how many of those it did not have. */
export function dropCodePoints(text: string, count: number): { text: string; stillToSkip: number } {
  if (count === 0) return { text, stillToSkip: 0 };
  const characters = [...text];
  return {
    text: characters.slice(count).join(""),
    stillToSkip: Math.max(0, count - characters.length),
  };
}

/** How many code points a text has, which is what event ids count. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
