import * as fc from "fast-check";
import { expect, test } from "vitest";

import { estimateTokens } from "#api/agents/estimate-tokens.ts";
import { recallNote, spokenDate } from "./recall-note.ts";

const now = new Date("2026-05-20T09:00:00Z");

test.each([
  ["2026-05-20T01:00:00Z", "today"],
  ["2026-05-19T23:00:00Z", "yesterday"],
  ["2026-05-16T12:00:00Z", "on Saturday"],
  ["2026-03-02T12:00:00Z", "in March"],
  ["2024-03-02T12:00:00Z", "in March 2024"],
])("%s is %s", (at, expected) => {
  expect(spokenDate(new Date(at), now)).toBe(expected);
});

const said = {
  kind: "message" as const,
  id: "1",
  isImported: false,
  at: new Date("2026-03-02T12:00:00Z"),
};

test.each([
  ["user" as const, '(Remember, in March the user said: "I moved")'],
  ["companion" as const, '(Remember, in March you said: "I moved")'],
  [{ name: "Anna" }, '(Remember, in March Anna said: "I moved")'],
])("says whose words they are: %j", (saidBy, expected) => {
  expect(recallNote({ ...said, text: "I moved", saidBy }, now)).toBe(expected);
});

test("says that it comes from elsewhere", () => {
  const note = recallNote({ ...said, isImported: true, text: "I moved", saidBy: "user" }, now);
  expect(note).toBe('(From an imported chat, in March the user said: "I moved")');
});

test("is one line of about forty tokens at most, whatever was said", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 600 });
  fc.assert(
    fc.property(text, (text) => {
      const note = recallNote({ ...said, text, saidBy: "user" }, now);
      expect(note).not.toMatch(/\n/);
      expect(estimateTokens(note)).toBeLessThanOrEqual(70);
    }),
  );
});
