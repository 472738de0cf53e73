import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { grow, weigh, type Merit } from "./grow.ts";
import {
  foldLedger,
  missingFor,
  strangers,
  withEvent,
  type LedgerEvent,
  type Relationship,
} from "./ledger.ts";
import { absence, dailyLimit, points, scoreRange, stageRules } from "./rules.ts";
import { indexOfStage } from "./stage.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = new Date("2026-01-01T12:00:00.000Z");
const later = (ms: number, from = start) => new Date(from.getTime() + ms);

/** Something a user does: says something worth so much, after so long, with romance on or off. */
interface Step {
  reason: Merit["reason"];
  romance: boolean;
  afterMs: number;
}

const reason = fc.constantFrom<Merit["reason"]>(
  ...(["message", "message", "opened_up", "kindness", "unkind", null] as const),
);
const pause = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: hourMs }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * dayMs }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 * dayMs }) },
);
/** Things done as they come, in half of the cases after a month in which all can be reached. */
const steps = (romance: fc.Arbitrary<boolean> = fc.boolean()): fc.Arbitrary<Step[]> =>
  fc
    .tuple(
      fc.array(fc.record({ reason, romance, afterMs: pause }), { size: "max", maxLength: 400 }),
      fc.option(romance),
    )
    .map(([some, busy]) => (busy === null ? some : busyMonths(busy).concat(some)));
const pace = fc.constantFrom(0.1, 0.5, 1, 2, 3);

/** A dozen messages a day for so long that everything can be reached. */
const busyMonths = (romance: boolean): Step[] =>
  Array.from({ length: 12 * 32 }, (_, i) => ({
    reason: i % 4 === 0 ? "opened_up" : "message",
    romance,
    afterMs: i % 12 === 0 ? dayMs - 11 * hourMs : hourMs,
  }));

interface Lived {
  before: Relationship;
  after: Relationship;
  events: LedgerEvent[];
  step: Step;
}

/** Lives through the steps, and gives what each of them changed. */
function live(taken: readonly Step[], pace = 1): Lived[] {
  let state = strangers;
  let now = start;
  let lastSaidAt: string | null = null;
  return taken.map((step) => {
    now = later(step.afterMs, now);
    const before = state;
    const merit = { reason: step.reason, romance: step.romance, lastSaidAt };
    const events = grow(before, merit, { pace, now });
    state = events.reduce(withEvent, before);
    lastSaidAt = now.toISOString();
    return { before, after: state, events, step };
  });
}

const eventsOf = (lived: Lived[]) => lived.flatMap(({ events }) => events);
const byDay = (events: LedgerEvent[]) =>
  Object.values(Object.groupBy(events, ({ at }) => at.toISOString().slice(0, 10)));
const sumOf = (events: LedgerEvent[] | undefined) =>
  (events ?? []).reduce((sum, { delta }) => sum + delta, 0);

describe("a relationship, whatever is said and whenever", () => {
  test("is what its events add up to, the same each time", () => {
    fc.assert(
      fc.property(steps(), pace, (taken, pace) => {
        const lived = live(taken, pace);
        const events = eventsOf(lived);
        const state = lived.at(-1)?.after ?? strangers;
        expect(foldLedger(events)).toEqual(state);
        expect(foldLedger(structuredClone(events))).toEqual(state);
        expect(sumOf(events)).toBe(state.score);
      }),
    );
  });

  test("never leaves the range of its score", () => {
    fc.assert(
      fc.property(steps(), pace, (taken, pace) => {
        for (const { after } of live(taken, pace)) {
          expect(after.score).toBeGreaterThanOrEqual(scoreRange.min);
          expect(after.score).toBeLessThanOrEqual(scoreRange.max);
        }
      }),
    );
  });

  test("skips no stage on its way up, and enters none before its conditions hold", () => {
    fc.assert(
      fc.property(steps(), pace, (taken, pace) => {
        let before: Relationship = strangers;
        for (const event of eventsOf(live(taken, pace))) {
          const after = withEvent(before, event);
          const [from, to] = [indexOfStage(before.stage), indexOfStage(after.stage)];
          expect(to - from).toBeLessThanOrEqual(1);
          const entered = to > from ? [stageRules[to]!] : [];
          expect(entered.flatMap((rule) => missingFor(rule, after))).toEqual([]);
          before = after;
        }
      }),
    );
  });

  test("is romantic only while an adult has turned romance on", () => {
    fc.assert(
      fc.property(steps(), pace, (taken, pace) => {
        for (const { after, step } of live(taken, pace)) {
          const { romantic } = stageRules[indexOfStage(after.stage)]!;
          expect(romantic && !step.romance).toBe(false);
        }
      }),
    );
  });

  test("never becomes romantic for who does not turn romance on", () => {
    fc.assert(
      fc.property(steps(fc.constant(false)), (taken) => {
        const closest = Math.max(...live(taken).map(({ after }) => indexOfStage(after.stage)), 0);
        expect(closest).toBeLessThanOrEqual(indexOfStage("close_friend"));
      }),
    );
  });

  test("wins and loses no more in a day than the limits, and loses less than it wins", () => {
    fc.assert(
      fc.property(steps(), (taken) => {
        expect(dailyLimit.loss).toBeLessThan(dailyLimit.gain);
        for (const day of byDay(eventsOf(live(taken)))) {
          const lost = day?.filter(({ reason }) => reason === "unkind");
          const won = day?.filter(({ delta }) => delta > 0);
          expect(sumOf(won)).toBeLessThanOrEqual(dailyLimit.gain);
          expect(-sumOf(lost)).toBeLessThanOrEqual(dailyLimit.loss);
        }
      }),
    );
  });

  test("is not ended by absence: a friend stays a friend, and who is none loses nothing", () => {
    fc.assert(
      fc.property(steps(), fc.integer({ min: 0, max: 10_000 }), (taken, days) => {
        const before = live(taken).at(-1)?.after ?? strangers;
        const merit = { reason: null, romance: before.romance, lastSaidAt: before.lastAt };
        const now = later(days * dayMs, new Date(before.lastAt ?? start));
        const after = grow(before, merit, { pace: 1, now }).reduce(withEvent, before);
        expect(after.score).toBeGreaterThanOrEqual(Math.min(before.score, absence.floor));
        const friend = indexOfStage("friend");
        const [from, to] = [indexOfStage(before.stage), indexOfStage(after.stage)];
        expect(to).toBeGreaterThanOrEqual(Math.min(from, friend));
      }),
    );
  });

  test("does not grow by what is not worth anything", () => {
    fc.assert(
      fc.property(steps(), (taken) => {
        for (const { events, step } of live(taken)) {
          if (step.reason !== null && step.reason !== "unkind") continue;
          expect(events.every(({ delta }) => delta <= 0)).toBe(true);
        }
      }),
    );
  });

  test("is left a stage later than it was entered, so that it does not flicker", () => {
    const friend = { ...strangers, stage: "friend" as const, score: 251, messages: 60, days: 7 };
    const unkind = { reason: "unkind" as const, delta: -4, at: start };
    const below = withEvent(friend, unkind);
    expect(below).toMatchObject({ score: 247, stage: "friend" });
    expect(withEvent({ ...below, score: 224 }, unkind)).toMatchObject({ stage: "friend" });
    expect(withEvent({ ...below, score: 223 }, unkind)).toMatchObject({ stage: "acquaintance" });
  });
});

describe("how it goes", () => {
  test("an ordinary active adult with romance on is a partner within thirty days", () => {
    const lived = live(busyMonths(true));
    const partner = lived.findIndex(({ after }) => after.stage === "partner");
    const days = new Set(
      eventsOf(lived.slice(0, partner + 1)).map(({ at }) => at.toISOString().slice(0, 10)),
    );
    expect(days.size).toBeGreaterThanOrEqual(stageRules.at(-1)!.days);
    expect(days.size).toBeLessThanOrEqual(30);
  });

  test("romance that is turned off ends at once, and the friendship stays", () => {
    const partner = live(busyMonths(true)).at(-1)!.after;
    expect(partner.stage).toBe("partner");
    const merit = { reason: null, romance: false, lastSaidAt: partner.lastAt };
    const now = new Date(partner.lastAt!);
    const events = grow(partner, merit, { pace: 1, now });
    expect(events).toEqual([{ reason: "romance_off", delta: 0, at: now }]);
    expect(events.reduce(withEvent, partner)).toMatchObject({
      stage: "close_friend",
      score: partner.score,
    });
  });

  test("two weeks away cost nothing, what comes after costs a little", () => {
    const partner = live(busyMonths(true)).at(-1)!.after;
    const merit = { reason: null, romance: true, lastSaidAt: null };
    const after = (days: number) =>
      sumOf(grow(partner, merit, { pace: 1, now: later(days * dayMs, new Date(partner.lastAt!)) }));
    expect(after(absence.afterDays)).toBe(0);
    expect(after(absence.afterDays + 2)).toBe(-2 * absence.pointsADay);
    expect(after(2000)).toBe(absence.floor - partner.score);
  });

  test("who talks without earning anything is not absent", () => {
    const partner = live(busyMonths(true)).at(-1)!.after;
    const now = later(100 * dayMs, new Date(partner.lastAt!));
    const merit = { reason: null, romance: true, lastSaidAt: later(-hourMs, now).toISOString() };
    expect(grow(partner, merit, { pace: 1, now })).toEqual([]);
  });

  test("the operator's pace makes it slower and faster", () => {
    const scores = [0.5, 1, 2].map(
      (pace) => live(busyMonths(true).slice(0, 24), pace).at(-1)!.after,
    );
    const [slow, usual, fast] = scores.map(({ score }) => score);
    expect(slow).toBeLessThan(usual!);
    expect(fast).toBeGreaterThan(usual!);
  });
});

describe("what a message is worth", () => {
  const worth = (text: string, before: string[] = [], opensUp = false) =>
    weigh({ text, before, opensUp });

  test.each([
    ["I went to the market today and bought plums", "message"],
    ["Thank you, that helped", "kindness"],
    ["昨日は海に行きました", "message"],
    ["you are so stupid", "unkind"],
    ["I hate you", "unkind"],
    ["I hate you-know-what about my boss, he said 'shut it'", "message"],
    ['My boss told me "you are useless" and I cried', "message"],
    ["I hate that you have to work so late", "message"],
    ["Goodbye, I am leaving now", "message"],
    ["ok", null],
    ["hahahahaha", null],
    ["👍👍👍", null],
    ["spam spam spam spam", null],
    ["12345 67890", null],
    ["", null],
  ] as const)("%j is %s", (text, expected) => {
    expect(worth(text)).toBe(expected);
  });

  test("what tells of a feeling is worth more", () => {
    expect(worth("I am so nervous about tomorrow", [], true)).toBe("opened_up");
    expect(points.opened_up).toBeGreaterThan(points.message);
  });

  test("nothing, when it was said before, disguised or not", () => {
    const said = ["Tell me something about the sea, please"];
    for (const again of [
      "Tell me something about the sea, please",
      "tell me something about the sea please!!! 🌊",
      "Teeell me something about the sea, please 17",
      "TELL ME something about the  sea, pleas",
    ]) {
      expect(worth(again, said, true)).toBe(null);
    }
    expect(worth("Tell me something about the mountains of Peru", said)).toBe("message");
  });

  test("nothing more for a text however often it comes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 80 }),
        fc.array(fc.string()),
        (text, other) => {
          const again = worth(text, [...other, text], true);
          expect(again === null || again === "unkind").toBe(true);
        },
      ),
    );
  });
});
