import { DomainError } from "#api/errors.ts";
import { adultAge, ageAt, wholeYearsBetween, type AgeRecord } from "./age.ts";

/** What someone says of their age. Null takes back what was said before; what is missing stays. */
export interface AgeStatement {
  age?: number | null | undefined;
  birthDate?: string | null | undefined;
}

/** An age on a day, from which it is counted on. A birth date is age 0 on that day. */
interface Counted {
  age: number;
  on: string;
}

/**
 * The record after somebody has said something of their own age. Who was once said to be a minor can
 * say anything younger, but nothing older than what that age has grown to since: neither by a birth
 * date, nor by taking back what was said first. Where age and birth date disagree, the younger counts.
 * An age that is known already is nothing new.
 *
 * @throws DomainError age-required for an age beyond that; validation-failed for a birth date to come
 */
export function stateAge(
  record: AgeRecord,
  statement: AgeStatement,
  { now, birthDatePath }: { now: Date; birthDatePath: string },
): AgeRecord {
  const today = now.toISOString().slice(0, 10);
  const age = isNews(record, statement, now) ? statement.age : undefined;
  const { birthDate } = statement;
  if (birthDate != null && birthDate > today) {
    const fields = [{ path: birthDatePath, message: "Is in the future" }];
    throw new DomainError("validation-failed", { fields });
  }
  const said: Counted[] = [
    ...(age == null ? [] : [{ age, on: today }]),
    ...(birthDate == null ? [] : [{ age: 0, on: birthDate }]),
  ];
  const bound = boundOf(record);
  if (said.some((one) => isOlder(one, bound))) {
    throw new DomainError("age-required", {
      detail: "An age that was given as under 18 grows with time only. Ask the operator.",
    });
  }
  const next = replace(record, { age, birthDate }, today);
  return withBound(next, youngest(bound, said, now));
}

/** Whether an age says something that is not known yet. */
function isNews(record: AgeRecord, { age, birthDate }: AgeStatement, now: Date): boolean {
  return age == null || birthDate !== undefined || age !== ageAt(record, now);
}

/** Of age and birth date, whichever is said later stands alone. */
function replace(record: AgeRecord, { age, birthDate }: AgeStatement, today: string): AgeRecord {
  const next = { ...record };
  if (birthDate !== undefined) {
    next.birthDate = birthDate;
    if (birthDate !== null) Object.assign(next, { age: null, ageRecordedOn: null });
  }
  if (age !== undefined) {
    next.age = age;
    next.ageRecordedOn = age === null ? null : today;
    if (age !== null && birthDate === undefined) next.birthDate = null;
  }
  return next;
}

/** The record with a bound, and without what goes beyond it. */
function withBound(record: AgeRecord, bound: Counted | undefined): AgeRecord {
  const { age, ageRecordedOn: on, birthDate } = record;
  const dropsAge = age !== null && on !== null && isOlder({ age, on }, bound);
  const dropsBirthDate = birthDate !== null && isOlder({ age: 0, on: birthDate }, bound);
  return {
    birthDate: dropsBirthDate ? null : birthDate,
    age: dropsAge ? null : age,
    ageRecordedOn: dropsAge ? null : on,
    minorAge: bound?.age ?? null,
    minorAgeRecordedOn: bound?.on ?? null,
  };
}

function boundOf({ minorAge, minorAgeRecordedOn }: AgeRecord): Counted | undefined {
  if (minorAge === null || minorAgeRecordedOn === null) return undefined;
  return { age: minorAge, on: minorAgeRecordedOn };
}

/** The youngest of what bounds an age already and of what is a minor's. */
function youngest(bound: Counted | undefined, said: Counted[], now: Date): Counted | undefined {
  const minors = said.filter(({ age, on }) => age + wholeYearsBetween(on, now) < adultAge);
  return minors.reduce((young, one) => (isOlder(one, young) ? young : one), bound);
}

/** Whether one is born before the other. Nobody is older than somebody of whom nothing is known. */
function isOlder(one: Counted, other: Counted | undefined): boolean {
  return other !== undefined && born(one) < born(other);
}

/** The day it is counted from, to be compared as text; the 29th of a February that has none is no harm. */
function born({ age, on }: Counted): string {
  return `${String(Number(on.slice(0, 4)) - age).padStart(4, "0")}${on.slice(4)}`;
}
