import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { DomainError } from "#api/errors.ts";
import { ageAt, isAdult, unknownAge, type AgeRecord } from "./age.ts";
import { stateAge, type AgeStatement } from "./state-age.ts";

const at = (day: string) => new Date(`${day}T12:00:00Z`);
const state = (record: AgeRecord, statement: AgeStatement, day: string) =>
  stateAge(record, statement, { now: at(day), birthDatePath: "birthDate" });
const say = (...said: [string, AgeStatement][]) =>
  said.reduce((record, [day, statement]) => state(record, statement, day), unknownAge);
const refused = expect.objectContaining({ code: "age-required" });

const startMs = Date.parse("2026-01-01T00:00:00Z");
const dayMs = 86_400_000;
const dayAfter = (days: number) => new Date(startMs + days * dayMs).toISOString().slice(0, 10);

/** What people say over the years, one after another: both, either, or that it is nobody's business. */
const statement = fc.record(
  {
    age: fc.option(fc.nat(60)),
    birthDate: fc.option(fc.integer({ min: -60 * 365, max: -1 }).map(dayAfter)),
  },
  { requiredKeys: [] },
);
const history = fc.array(fc.tuple(fc.nat(1500), statement), { maxLength: 12 }).map((steps) => {
  let days = 0;
  return steps.map(([pause, said]) => ({ days: (days += pause), said }));
});

/** Whole years from one day to another, by the calendar. */
const yearsTo = (day: string, from: string) => ageAt({ ...unknownAge, birthDate: from }, at(day))!;

/** What a statement says of a minor, if it says anything new: an age, and the day it counts from. */
function minorsIn({ age, birthDate }: AgeStatement, day: string, known: number | undefined) {
  const isNews = age !== known || birthDate !== undefined;
  return [
    ...(age != null && age < 18 && isNews ? [{ age, on: day }] : []),
    ...(birthDate != null && yearsTo(day, birthDate) < 18 ? [{ age: 0, on: birthDate }] : []),
  ];
}

/** What comes of a statement, undefined where it is refused for the age; any other failure is one. */
function unlessRefused(work: () => AgeRecord): AgeRecord | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError && error.code === "age-required") return undefined;
    throw error;
  }
}

describe("what somebody says of their age", () => {
  test("never makes a minor older than time does, in whatever order it is said", () => {
    fc.assert(
      fc.property(history, fc.nat(4000), (said, later) => {
        let record = unknownAge;
        const minors: { age: number; on: string }[] = [];
        const check = (day: string) => {
          for (const { age, on } of minors) {
            expect(ageAt(record, at(day)) ?? 0).toBeLessThanOrEqual(age + yearsTo(day, on));
          }
        };
        for (const step of said) {
          const day = dayAfter(step.days);
          const known = ageAt(record, at(day));
          const next = unlessRefused(() => state(record, step.said, day));
          if (next !== undefined) minors.push(...minorsIn(step.said, day, known));
          record = next ?? record;
          check(day);
        }
        check(dayAfter((said.at(-1)?.days ?? 0) + later));
      }),
      { numRuns: 1000 },
    );
  });

  test("is always taken from an adult who never was a minor here", () => {
    const adults = fc.array(fc.tuple(fc.nat(1500), fc.option(fc.integer({ min: 18, max: 60 }))));
    fc.assert(
      fc.property(adults, (said) => {
        let record = unknownAge;
        let days = 0;
        for (const [pause, age] of said) {
          days += pause;
          record = state(record, { age }, dayAfter(days));
          expect(ageAt(record, at(dayAfter(days)))).toBe(age ?? undefined);
        }
      }),
    );
  });

  test("is counted on from the day it was said", () => {
    const record = say(["2026-03-01", { age: 17 }]);
    expect(ageAt(record, at("2027-02-28"))).toBe(17);
    expect(isAdult(record, at("2027-03-01"))).toBe(true);
  });

  test.each<[string, AgeStatement]>([
    ["an age", { age: 18 }],
    ["a birth date", { birthDate: "1990-01-01" }],
    ["a birth date a little earlier", { birthDate: "2009-02-28" }],
    ["both", { age: 17, birthDate: "1990-01-01" }],
    ["both, the other way round", { age: 40, birthDate: "2012-01-01" }],
  ])("by a minor cannot be raised with %s", (_, statement) => {
    const minor = say(["2026-03-01", { age: 17 }]);
    expect(() => state(minor, statement, "2026-03-02")).toThrow(refused);
    const cleared = state(minor, { age: null, birthDate: null }, "2026-03-02");
    expect(ageAt(cleared, at("2026-03-02"))).toBeUndefined();
    expect(() => state(cleared, statement, "2026-03-03")).toThrow(refused);
  });

  test("may be corrected downwards, and then not back", () => {
    const minor = say(["2026-03-01", { age: 17 }], ["2026-03-02", { birthDate: "2011-05-05" }]);
    expect(ageAt(minor, at("2026-03-02"))).toBe(14);
    expect(() => state(minor, { age: 17 }, "2026-03-03")).toThrow(refused);
  });

  test("by a former minor may be what they have grown to, and no more", () => {
    const minor = say(["2026-03-01", { age: 17 }], ["2026-03-02", { age: null }]);
    expect(() => state(minor, { age: 19 }, "2027-03-01")).toThrow(refused);
    expect(ageAt(state(minor, { age: 18 }, "2027-03-01"), at("2027-03-01"))).toBe(18);
  });

  test("that an adult is 17 after all makes them a minor for good", () => {
    const record = say(["2026-03-01", { birthDate: "1980-01-01" }], ["2026-03-02", { age: 17 }]);
    expect(ageAt(record, at("2026-03-02"))).toBe(17);
    expect(() => state(record, { birthDate: "1980-01-01" }, "2026-03-03")).toThrow(refused);
  });

  test("counts as the younger where age and birth date disagree", () => {
    const one = say(["2026-03-01", { age: 17, birthDate: "1980-01-01" }]);
    const other = say(["2026-03-01", { age: 40, birthDate: "2012-01-01" }]);
    expect([one, other].map((record) => ageAt(record, at("2026-03-01")))).toEqual([17, 14]);
  });

  test("changes nothing when it is known already", () => {
    const record = say(["2026-03-01", { age: 16 }]);
    expect(state(record, { age: 17 }, "2027-03-05")).toEqual(record);
    const born = say(["2026-03-01", { birthDate: "1980-01-01" }]);
    expect(state(born, { age: 46 }, "2026-03-05")).toEqual(born);
  });

  test("stands alone when it comes later: an age without the birth date and the reverse", () => {
    const born = say(["2026-03-01", { birthDate: "1980-01-01" }]);
    expect(state(born, { age: 30 }, "2026-03-02")).toMatchObject({ age: 30, birthDate: null });
    const aged = say(["2026-03-01", { age: 30 }]);
    const birthDate = "1980-01-01";
    expect(state(aged, { birthDate }, "2026-03-02")).toMatchObject({ age: null, birthDate });
  });

  test("is no birth date to come", () => {
    const error = expect.objectContaining({ code: "validation-failed" });
    expect(() => say(["2026-03-01", { birthDate: "2026-03-02" }])).toThrow(error);
    expect(() => say(["2026-03-01", { birthDate: "2026-03-01" }])).not.toThrow();
  });
});
