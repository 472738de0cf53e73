import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { ageAt, isAdult, unknownAge as unknown } from "./age.ts";

const at = (day: string) => new Date(`${day}T12:00:00Z`);
const day = fc
  .date({ min: new Date("1930-01-01"), max: new Date("2060-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
/** The same day so many years later; 29 February is 1 March where there is none. */
const yearsAfter = (day: string, years: number) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date;
};
const years = fc.integer({ min: 0, max: 90 });

describe("an age", () => {
  test("is not known where nothing was recorded, and not an adult's", () => {
    expect(ageAt(unknown, at("2026-01-01"))).toBeUndefined();
    expect(isAdult(unknown, at("2026-01-01"))).toBe(false);
  });

  test("by birth date changes on the birthday and not a millisecond before", () => {
    fc.assert(
      fc.property(day, years, (birthDate, years) => {
        const record = { ...unknown, birthDate };
        const birthday = yearsAfter(birthDate, years);
        expect(ageAt(record, birthday)).toBe(years);
        const justBefore = new Date(birthday.getTime() - 1);
        expect(ageAt(record, justBefore)).toBe(Math.max(0, years - 1));
      }),
    );
  });

  test("that was given counts on from the day it was recorded", () => {
    fc.assert(
      fc.property(day, years, fc.integer({ min: 0, max: 120 }), (ageRecordedOn, years, age) => {
        const record = { ...unknown, age, ageRecordedOn };
        const anniversary = yearsAfter(ageRecordedOn, years);
        expect(ageAt(record, anniversary)).toBe(age + years);
        const justBefore = new Date(anniversary.getTime() - 1);
        expect(ageAt(record, justBefore)).toBe(age + Math.max(0, years - 1));
      }),
    );
  });

  test("never falls as time goes on", () => {
    fc.assert(
      fc.property(
        fc.record({
          birthDate: fc.option(day),
          age: fc.option(fc.nat(120)),
          ageRecordedOn: fc.option(day),
          minorAge: fc.option(fc.nat(17)),
          minorAgeRecordedOn: fc.option(day),
        }),
        day,
        day,
        (record, a, b) => {
          const [earlier, later] = [a, b].sort();
          const before = ageAt(record, at(earlier!));
          const after = ageAt(record, at(later!));
          expect(before === undefined).toBe(after === undefined);
          expect(after ?? 0).toBeGreaterThanOrEqual(before ?? 0);
        },
      ),
    );
  });

  test("is the birth date's where both are known", () => {
    const record = { ...unknown, birthDate: "2000-06-15", age: 99, ageRecordedOn: "2020-01-01" };
    expect(ageAt(record, at("2026-06-14"))).toBe(25);
    expect(ageAt(record, at("2026-06-15"))).toBe(26);
  });

  test("is never more than a minor's age has grown to", () => {
    fc.assert(
      fc.property(
        day,
        day,
        fc.nat(17),
        fc.nat(60),
        (birthDate, minorAgeRecordedOn, minorAge, years) => {
          const record = { ...unknown, birthDate, minorAge, minorAgeRecordedOn };
          const age = ageAt(record, yearsAfter(minorAgeRecordedOn, years));
          expect(age).toBeLessThanOrEqual(minorAge + years);
        },
      ),
    );
  });

  test("is an adult's from 18 on", () => {
    fc.assert(
      fc.property(fc.nat(130), (age) => {
        const record = { ...unknown, age, ageRecordedOn: "2026-01-01" };
        expect(isAdult(record, at("2026-01-01"))).toBe(age >= 18);
      }),
    );
  });
});
