import type { DomainError } from "#api/errors.ts";
import type { Completion, Message } from "./schemas.ts";

/** How a reply ended for who follows it. */
export type ReplyEnd =
  | { kind: "done"; reply: Message; completion: Completion }
  | { kind: "error"; error: DomainError };

/** Something new in a reply: more text, or its end. */
export type ReplyNews = { kind: "text"; text: string } | ReplyEnd;

export type ReplyFeed = ReturnType<typeof createReplyFeed>;

/**
 * A reply while it is written, for any number of readers. Invariants: the text only grows; after
 * the end nothing is added; a reader holds no copy but only how far it has read, so a slow one
 * costs no memory and simply gets more at a time.
 */
export function createReplyFeed() {
  let text = "";
  let end: ReplyEnd | undefined;
  let wake = Promise.withResolvers<void>();

  function announce() {
    const waiting = wake;
    wake = Promise.withResolvers();
    waiting.resolve();
  }

  return {
    /** The text so far. */
    text: () => text,

    /** Adds to the text. */
    append(more: string) {
      if (end !== undefined) throw new Error("The reply has ended");
      text += more;
      announce();
    },

    /** Ends the reply; only the first end counts. */
    finish(how: ReplyEnd) {
      if (end !== undefined) return;
      end = how;
      announce();
    },

    /** Everything from the beginning, as it comes, up to and with the end. */
    async *follow(): AsyncGenerator<ReplyNews> {
      let read = 0;
      for (;;) {
        const changed = wake.promise;
        if (read < text.length) {
          const news = text.slice(read);
          read = text.length;
          yield { kind: "text", text: news };
        } else if (end === undefined) {
          await changed;
        } else {
          yield end;
          return;
        }
      }
    },
  };
}
