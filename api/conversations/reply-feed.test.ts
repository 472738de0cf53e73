import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { DomainError } from "#api/errors.ts";
import { createReplyFeed, type ReplyEnd, type ReplyFeed, type ReplyNews } from "./reply-feed.ts";

const end: ReplyEnd = { kind: "error", error: new DomainError("inference-unavailable") };
const pause = async (turns: number) => {
  for (let i = 0; i < turns; i += 1) await Promise.resolve();
};

/** Reads to the end, with pauses between. */
async function read(feed: ReplyFeed, pauses: number): Promise<ReplyNews[]> {
  const news: ReplyNews[] = [];
  for await (const item of feed.follow()) {
    news.push(item);
    await pause(pauses);
  }
  return news;
}

const textOf = (news: ReplyNews[]) =>
  news.map((item) => (item.kind === "text" ? item.text : "")).join("");

const step = fc.oneof(
  fc.record({ do: fc.constant("append" as const), text: fc.string({ unit: "grapheme" }) }),
  fc.record({ do: fc.constant("read" as const), pauses: fc.nat(5) }),
  fc.record({ do: fc.constant("pause" as const), turns: fc.nat(8) }),
);

describe("the feed of a reply", () => {
  test("gives each of its readers exactly the text and then the end, whenever and however they read", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(5), async (steps, latePauses) => {
        const feed = createReplyFeed();
        const readers = [];
        for (const step of steps) {
          if (step.do === "append") feed.append(step.text);
          else if (step.do === "read") readers.push(read(feed, step.pauses));
          else await pause(step.turns);
        }
        feed.finish(end);
        readers.push(read(feed, latePauses));
        const text = steps.map((step) => (step.do === "append" ? step.text : "")).join("");
        expect(feed.text()).toBe(text);
        for (const news of await Promise.all(readers)) {
          expect(textOf(news)).toBe(text);
          expect(news.filter((item) => item.kind !== "text")).toEqual([end]);
          expect(news.at(-1)).toBe(end);
        }
      }),
    );
  });

  test("gives words as they come, and never an empty one", async () => {
    const feed = createReplyFeed();
    const news = feed.follow();
    const first = news.next();
    feed.append("");
    feed.append("One");
    expect(await first).toEqual({ done: false, value: { kind: "text", text: "One" } });
    feed.append(" two");
    feed.append(" three");
    expect(await news.next()).toEqual({ done: false, value: { kind: "text", text: " two three" } });
  });

  test("gives a reader that comes after the end everything at once", async () => {
    const feed = createReplyFeed();
    feed.append("One");
    feed.append(" two");
    feed.finish(end);
    expect(await read(feed, 0)).toEqual([{ kind: "text", text: "One two" }, end]);
  });

  test("ends once, and takes nothing after that", async () => {
    const feed = createReplyFeed();
    feed.finish(end);
    feed.finish({ kind: "error", error: new DomainError("internal") });
    expect(() => feed.append("late")).toThrow("ended");
    expect(await read(feed, 0)).toEqual([end]);
  });

  test("lets a reader leave without a word to the others", async () => {
    const feed = createReplyFeed();
    const staying = read(feed, 0);
    feed.append("One");
    for await (const item of feed.follow()) {
      expect(item).toEqual({ kind: "text", text: "One" });
      break;
    }
    feed.finish(end);
    expect(textOf(await staying)).toBe("One");
  });
});
