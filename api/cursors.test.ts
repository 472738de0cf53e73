import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { DomainError } from "#api/errors.ts";
import { createCursorCodec, cutPage } from "./cursors.ts";

const key = (kid: string) => ({ kid, secret: `${kid}-${"x".repeat(32)}` });
const codec = createCursorCodec([key("a")]);
const position = fc.array(fc.string({ unit: "grapheme-ascii", maxLength: 40 }), { maxLength: 3 });
const refusal = expect.objectContaining({
  code: "validation-failed",
  fields: [{ path: "cursor", message: expect.any(String) }],
});

describe("a cursor", () => {
  test("gives back the position it was made of, and fits into a URL", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.uuid(), position, async (list, userId, position) => {
        const cursor = await codec.encode(list, userId, position);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(await codec.decode(list, userId, cursor)).toEqual(position);
      }),
    );
  });

  test("is no cursor for anybody else, for another list, or with a letter changed", async () => {
    const cursor = await codec.encode("messages", "me", ["1"]);
    const changed = [...cursor].map((letter, i) =>
      [cursor.slice(0, i), letter === "x" ? "y" : "x", cursor.slice(i + 1)].join(""),
    );
    const attempts = [
      codec.decode("messages", "you", cursor),
      codec.decode("conversations", "me", cursor),
      createCursorCodec([key("b")]).decode("messages", "me", cursor),
      ...changed.map((other) => codec.decode("messages", "me", other)),
    ];
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toEqual({ status: "rejected", reason: refusal });
    }
  });

  test("is nothing made up", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        await expect(codec.decode("messages", "me", text)).rejects.toThrow(DomainError);
      }),
    );
  });

  test("is made with the first key and read with any", async () => {
    const old = await createCursorCodec([key("a")]).encode("l", "me", ["1"]);
    const rotated = createCursorCodec([key("b"), key("a")]);
    expect(await rotated.decode("l", "me", old)).toEqual(["1"]);
    const fresh = await rotated.encode("l", "me", ["1"]);
    await expect(codec.decode("l", "me", fresh)).rejects.toEqual(refusal);
  });

  test("may be left out", async () => {
    expect(await codec.decode("messages", "me", undefined)).toBeUndefined();
  });
});

describe("cutting a page", () => {
  test("names its last row only where there is one more after it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 20 }), (rows, limit) => {
        const { page, last } = cutPage(rows, limit);
        expect(page).toEqual(rows.slice(0, limit));
        expect(last).toBe(rows.length > limit ? rows[limit - 1] : undefined);
      }),
    );
  });
});
