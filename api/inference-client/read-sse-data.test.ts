import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { streamOf } from "#api/testing/stream-of.ts";
import { readSseData } from "./read-sse-data.ts";

const encoder = new TextEncoder();

/** A body that arrives in pieces, cut at these places. */
function inPieces(bytes: Uint8Array, cuts: number[]): ReadableStream<Uint8Array> {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const pieces = [0, ...places].map((from, i) => bytes.slice(from, places[i] ?? bytes.length));
  return streamOf(pieces);
}

const eventsOf = (text: string | Uint8Array<ArrayBuffer>, cuts: number[] = []) => {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  return Array.fromAsync(readSseData(inPieces(bytes, cuts)));
};

const cuts = fc.array(fc.nat(2000), { maxLength: 30 });
const line = fc
  .string({ unit: "grapheme", maxLength: 20 })
  .map((text) => text.replaceAll(/[\r\n]/g, ""));
const lineEnd = fc.constantFrom("\n", "\r", "\r\n");
/** Lines that say nothing to us: comments and other fields. */
const aside = fc.oneof(
  line.map((text) => `:${text}`),
  line.map((text) => `event: ${text}`),
  line.map((text) => `id:${text}`),
  fc.constantFrom("retry: 3", "unknown: x", "database: y"),
);
const event = fc.record({
  data: fc.array(line, { minLength: 1, maxLength: 3 }),
  asides: fc.array(aside, { maxLength: 3 }),
  space: fc.constantFrom(" ", ""),
});

describe("server-sent events", () => {
  test("are the same however the bytes are cut and whatever ends the lines", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event), lineEnd, cuts, async (events, lineEnd, cuts) => {
        // A space after the colon belongs to the format, so data that begins with one needs it.
        const text = events
          .map(({ data, asides, space }) =>
            [
              ...asides,
              ...data.map((value) => `data:${value.startsWith(" ") ? " " : space}${value}`),
              "",
              "",
            ].join(lineEnd),
          )
          .join("");
        expect(await eventsOf(text, cuts)).toEqual(events.map(({ data }) => data.join("\n")));
      }),
    );
  });

  test("are the same however any bytes at all are cut", async () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(fc.constantFrom("data:", "a", "\n", "\r", "é", "🦜", ":", " ", "\ufeff"))
        .map((pieces) => encoder.encode(pieces.join(""))),
    );
    await fc.assert(
      fc.asyncProperty(anyBytes, cuts, async (bytes, cuts) => {
        const copy = new Uint8Array(bytes);
        expect(await eventsOf(copy, cuts)).toEqual(await eventsOf(copy));
      }),
    );
  });

  test("may end their lines in three ways at once", async () => {
    expect(await eventsOf("data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\r")).toEqual([
      "a\nb\nc",
      "d",
    ]);
  });

  test("are not made of comments, other fields or empty lines", async () => {
    expect(await eventsOf(": ping\n\n\n\nevent: x\nid: 1\n\ndata: a\n\n: ping\n\n")).toEqual(["a"]);
  });

  test("lose one space after the colon and no more", async () => {
    expect(await eventsOf("data:a\n\ndata: b\n\ndata:  c\n\ndata:\n\n")).toEqual([
      "a",
      "b",
      " c",
      "",
    ]);
  });

  test("do not count where the stream ends in the middle of one", async () => {
    expect(await eventsOf("data: whole\n\ndata: half\n")).toEqual(["whole"]);
    expect(await eventsOf("data: whole\n\ndata: ha")).toEqual(["whole"]);
  });

  test("fail at a line without end, long before memory does", async () => {
    const piece = new Uint8Array(64 * 1024).fill(120);
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(piece);
      },
    });
    await expect(Array.fromAsync(readSseData(endless))).rejects.toThrow("A line without end");
    expect(pulled).toBeLessThan(32);
  });

  test("let go of the body when nobody wants more", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encoder.encode("data: a\n\n")),
      cancel: () => void (cancelled = true),
    });
    for await (const data of readSseData(body)) {
      expect(data).toBe("a");
      break;
    }
    expect(cancelled).toBe(true);
  });
});
