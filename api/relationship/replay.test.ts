import { describe, expect, test } from "vitest";

import type { RelationshipEventRow } from "#db/repositories/relationships.ts";
import { strangers, withEvent, type Reason } from "./ledger.ts";
import { replayLedger } from "./replay.ts";

const userId = "01900000-0000-7000-8000-000000000000";
const said: [Reason, number, string][] = [
  ["first_of_day", 5, "2026-01-01T10:00:00.000Z"],
  ["message", 2, "2026-01-01T10:00:00.000Z"],
  ["unkind", -4, "2026-01-02T10:00:00.000Z"],
];

function rows(): RelationshipEventRow[] {
  let state = strangers;
  return said.map(([reason, delta, time], i) => {
    const at = new Date(time);
    state = withEvent(state, { reason, delta, at });
    const { score, stage, events: number, lastAt: _, ...totals } = state;
    const id = `01900000-0000-7000-8000-00000000000${i}`;
    return { id, userId, number, at, delta, score, stage, reason, totals, messageId: null };
  });
}

const differencesOf = (events: RelationshipEventRow[], profileScore = 3) =>
  replayLedger({ userId, profileScore, events }).differences.map(
    ({ event, what, stored, replayed }) => [event, what, stored, replayed],
  );

describe("a ledger played again", () => {
  test("is as it is stored", () => {
    expect(differencesOf(rows())).toEqual([]);
    expect(differencesOf([], 0)).toEqual([]);
  });

  test("shows a score, a stage or a sum that is stored otherwise", () => {
    const [first, second, third] = rows();
    const wrong = { ...second!, score: 8, stage: "friend" };
    const totals = { ...third!.totals, lost: 0 };
    expect(differencesOf([first!, wrong, { ...third!, totals }])).toEqual([
      [2, "score", "8", "7"],
      [2, "stage", "friend", "stranger"],
      [3, "lost", "0", "4"],
    ]);
  });

  test("shows an event that is missing", () => {
    const [first, , third] = rows();
    expect(differencesOf([first!, third!])).toEqual(
      expect.arrayContaining([
        [3, "number", "3", "2"],
        [3, "score", "3", "1"],
        [null, "score", "3", "1"],
      ]),
    );
  });

  test("shows a profile with another score", () => {
    expect(differencesOf(rows(), 900)).toEqual([[null, "score", "900", "3"]]);
  });
});
