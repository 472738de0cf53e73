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

export type ReplyFeed = ReturnType<typeof createReplyFeed>;

/**
 * A reply while it is written, for any number of readers. Invariants: the text only grows and is
 * never left with half a character at its end; after the end nothing is added; a reader holds no
 * copy but only how far it has read, so a slow one costs no memory and simply gets more at a time.
 *
 * @param initialText what there is already of a reply that is continued
 */
export function createReplyFeed(initialText = "") {
  let text = initialText;
  let halfCharacter = "";
  let queuePosition: number | undefined;
  let start: MessageStart | undefined;
  let end: ReplyEnd | undefined;
  let wake = Promise.withResolvers<void>();

  function announce() {
    const waiting = wake;
    wake = Promise.withResolvers();
    waiting.resolve();
  }

  async function* beginning(): AsyncGenerator<ReplyNews> {
    let told: number | undefined;
    while (start === undefined && end === undefined) {
      const changed = wake.promise;
      if (queuePosition !== told) yield { kind: "queued", position: (told = queuePosition)! };
      else await changed;
    }
    if (start !== undefined) yield { kind: "start", start };
  }

  async function* textAfter(codePoints: number): AsyncGenerator<string> {
    let read = 0;
    let toSkip = codePoints;
    for (;;) {
      const changed = wake.promise;
      if (read < text.length) {
        const fresh = dropCodePoints(text.slice(read), toSkip);
        read = text.length;
        toSkip = fresh.stillToSkip;
        if (fresh.text !== "") yield fresh.text;
      } else if (end === undefined) {
        await changed;
      } else {
        return;
      }
    }
  }

  return {
    /** The text so far. */
    text: () => text,

    /** Says how many others are served before this one. */
    queue(position: number) {
      queuePosition = position;
      announce();
    },

    /** Says that the model has begun. */
    begin(how: MessageStart) {
      start ??= how;
      announce();
    },

    /** Adds to the text. */
    append(more: string) {
      if (end !== undefined) throw new Error("The reply has ended");
      const whole = halfCharacter + more;
      const cut = /[\uD800-\uDBFF]$/.test(whole) ? whole.length - 1 : whole.length;
      halfCharacter = whole.slice(cut);
      text += whole.slice(0, cut);
      announce();
    },

    /** Ends the reply; only the first end counts. */
    finish(how: ReplyEnd) {
      end ??= how;
      announce();
    },

    /**
     * Everything as it comes, up to and with the end; with a position, only what comes after so
     * many code points of the text, and no beginning.
     */
    async *follow(afterCodePoints = 0): AsyncGenerator<ReplyNews> {
      if (afterCodePoints === 0) yield* beginning();
      for await (const more of textAfter(afterCodePoints)) yield { kind: "text", text: more };
      yield end!;
    },
  };
}

/** A text without its first code points, and how many of those it did not have. */
export function dropCodePoints(
  text: string,
  count: number,
): { text: string; stillToSkip: number } {
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
