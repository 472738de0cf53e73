import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { DomainError } from "#api/errors.ts";
import {
  countCodePoints,
  dropCodePoints,
  ReplyFeed,
  type ReplyEnd,
  type ReplyNews,
} from "./reply-feed.ts";
import type { MessageStart } from "./schemas.ts";

const end: ReplyEnd = { kind: "error", error: new DomainError("inference-unavailable") };
const start: MessageStart = {
  conversationId: "c",
  userMessageId: "u",
  replyId: "r",
  personality: "sarah",
  stage: "stranger",
  notices: [],
};
const pause = async (turns: number) => {
  for (let i = 0; i < turns; i += 1) await Promise.resolve();
};

/** Reads to the end, with pauses between. */
async function read(feed: ReplyFeed, pauses: number, after = 0): Promise<ReplyNews[]> {
  const news: ReplyNews[] = [];
  for await (const item of feed.follow(after)) {
    news.push(item);
    await pause(pauses);
  }
  return news;
}

const piecesOf = (news: ReplyNews[]) =>
  news.flatMap((item) => (item.kind === "text" ? [item.text] : []));
const textOf = (news: ReplyNews[]) => piecesOf(news).join("");
const kindsOf = (news: ReplyNews[]) => news.map(({ kind }) => kind);

/** A text in pieces that are cut anywhere, through characters too. */
const cutText = fc
  .tuple(fc.string({ unit: "grapheme", maxLength: 40 }), fc.array(fc.nat(80), { maxLength: 12 }))
  .map(([text, cuts]) => {
    const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length];
    at.sort((a, b) => a - b);
    return { text, pieces: at.slice(1).map((cut, i) => text.slice(at[i], cut)) };
  });

const reader = fc.record({
  comesBefore: fc.nat(14),
  pauses: fc.nat(5),
  after: fc.oneof(fc.constant(0), fc.nat(50)),
});

describe("the feed of a reply", () => {
  test("gives each of its readers exactly the text from where it asked, whenever and however it reads", async () => {
    await fc.assert(
      fc.asyncProperty(
        cutText,
        fc.array(reader, { maxLength: 8 }),
        fc.array(fc.nat(8), { minLength: 14, maxLength: 14 }),
        fc.string({ unit: "grapheme", maxLength: 5 }),
        async ({ text, pieces }, readers, turns, initialText) => {
          const feed = new ReplyFeed(initialText);
          const reading = new Map<(typeof readers)[number], Promise<ReplyNews[]>>();
          const admit = (moment: number) => {
            for (const one of readers) {
              if (Math.min(one.comesBefore, pieces.length) !== moment) continue;
              reading.set(one, read(feed, one.pauses, one.after));
            }
          };
          feed.begin(start);
          for (const [i, piece] of pieces.entries()) {
            admit(i);
            feed.append(piece);
            await pause(turns[i]!);
          }
          feed.finish(end);
          admit(pieces.length);
          const whole = initialText + text;
          expect(feed.text).toBe(whole);
          for (const [{ after }, news] of reading) {
            const told = await news;
            expect(textOf(told)).toBe([...whole].slice(after).join(""));
            expect(piecesOf(told).every((piece) => piece !== "" && piece.isWellFormed())).toBe(
              true,
            );
            expect(told.filter(({ kind }) => kind !== "text")).toEqual(
              after === 0 ? [{ kind: "start", start }, end] : [end],
            );
            expect(told.at(-1)).toBe(end);
          }
        },
      ),
    );
  });

  test("keeps a reader that leaves and comes back at every character on the exact text", async () => {
    await fc.assert(
      fc.asyncProperty(cutText, async ({ text, pieces }) => {
        const feed = new ReplyFeed();
        feed.begin(start);
        let got = "";
        for (const piece of pieces) {
          feed.append(piece);
          const before = feed.text;
          while (got !== before) {
            for await (const item of feed.follow(countCodePoints(got))) {
              if (item.kind !== "text") continue;
              got += [...item.text][0]!;
              break;
            }
          }
        }
        expect(got).toBe(text);
      }),
    );
  });

  test("never holds half a character, whose other half may never come, nor a NUL", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (pieces) => {
        const feed = new ReplyFeed();
        const halves = pieces.flatMap((piece) => [piece, "\ud83e", "x\udd9c"]);
        const wellFormed = halves.map((piece) => {
          feed.append(piece);
          return feed.text.isWellFormed();
        });
        expect(wellFormed).not.toContain(false);
        expect(feed.text).toBe(halves.join("").replaceAll(/[\0\p{Surrogate}]/gu, ""));
      }),
    );
  });

  test("goes on with the whole character where only half of it had come", () => {
    const feed = new ReplyFeed();
    feed.append("a\ud83e");
    feed.append("🦜b");
    expect(feed.text).toBe("a🦜b");
  });

  test("gives words as they come, and never an empty one", async () => {
    const feed = new ReplyFeed();
    const news = feed.follow();
    const first = news.next();
    feed.begin(start);
    expect(await first).toEqual({ done: false, value: { kind: "start", start } });
    const second = news.next();
    feed.append("");
    feed.append("One");
    expect(await second).toEqual({ done: false, value: { kind: "text", text: "One" } });
    feed.append(" two");
    feed.append(" three");
    expect(await news.next()).toEqual({ done: false, value: { kind: "text", text: " two three" } });
  });

  test("says each new place in the queue until the model begins, and never the same twice", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 12 }),
        fc.nat(3),
        async (places, pauses) => {
          const feed = new ReplyFeed();
          const reading = read(feed, pauses);
          for (const [place, turns] of places) {
            feed.queue(place);
            await pause(turns);
          }
          feed.begin(start);
          feed.queue(9);
          feed.finish(end);
          const news = await reading;
          const told = news.flatMap((item) => (item.kind === "queued" ? [item.position] : []));
          expect(kindsOf(news)).toEqual([...told.map(() => "queued"), "start", "error"]);
          const rest = places.map(([place]) => place);
          for (const place of told) {
            expect(rest).toContain(place);
            rest.splice(0, rest.indexOf(place) + 1);
          }
          expect(told.every((place, i) => place !== told[i - 1])).toBe(true);
        },
      ),
    );
  });

  test("tells the latest place in the queue to a reader that comes later, and none after the start", async () => {
    const feed = new ReplyFeed();
    feed.queue(3);
    feed.queue(2);
    const news = feed.follow();
    expect(await news.next()).toEqual({ done: false, value: { kind: "queued", position: 2 } });
    feed.begin(start);
    feed.finish(end);
    expect(kindsOf(await read(feed, 0))).toEqual(["start", "error"]);
    expect(kindsOf(await Array.fromAsync(news))).toEqual(["start", "error"]);
  });

  test("begins once: the first start counts", async () => {
    const feed = new ReplyFeed();
    feed.begin(start);
    feed.begin({ ...start, personality: "xhash" });
    feed.finish(end);
    expect(await read(feed, 0)).toEqual([{ kind: "start", start }, end]);
  });

  test("gives a reader that comes after the end everything at once", async () => {
    const feed = new ReplyFeed();
    feed.begin(start);
    feed.append("One");
    feed.append(" two");
    feed.finish(end);
    const text = { kind: "text", text: "One two" };
    expect(await read(feed, 0)).toEqual([{ kind: "start", start }, text, end]);
  });

  test("ends once, and takes nothing after that", async () => {
    const feed = new ReplyFeed();
    feed.finish(end);
    feed.finish({ kind: "error", error: new DomainError("internal") });
    expect(() => feed.append("late")).toThrow("ended");
    expect(await read(feed, 0)).toEqual([end]);
  });

  test("lets a reader leave without a word to the others", async () => {
    const feed = new ReplyFeed();
    const staying = read(feed, 0);
    feed.begin(start);
    feed.append("One");
    for await (const item of feed.follow(1)) {
      expect(item).toEqual({ kind: "text", text: "ne" });
      break;
    }
    feed.finish(end);
    expect(textOf(await staying)).toBe("One");
  });
});

test.each([0, 1])(
  "a reader who leaves while waiting is let go at once (after %i)",
  async (after) => {
    const feed = new ReplyFeed();
    const reader = new AbortController();
    const waiting = feed.follow(after, reader.signal).next();
    reader.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
  },
);

test("dropping code points drops characters, never halves, and says how many there were not", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), (text, count) => {
      const length = countCodePoints(text);
      expect(dropCodePoints(text, count)).toEqual({
        text: [...text].slice(count).join(""),
        stillToSkip: Math.max(0, count - length),
      });
    }),
  );
});
