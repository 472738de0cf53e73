/**
 * What is recorded of an age: a birth date, or an age with the day it was given; and once someone was
 * said to be a minor, the age and the day of that, beyond which no later word of theirs goes.
 */
export interface AgeRecord {
  birthDate: string | null;
  age: number | null;
  ageRecordedOn: string | null;
  minorAge: number | null;
  minorAgeRecordedOn: string | null;
}

/** What nobody has said anything of. */
export const unknownAge: AgeRecord = {
  birthDate: null,
  age: null,
  ageRecordedOn: null,
  minorAge: null,
  minorAgeRecordedOn: null,
};

/** From when on someone counts as an adult, in years. */
export const adultAge = 18;

/**
 * The age in whole years on the day of `now` (UTC), undefined when it is not known. An age given
 * without a birth date grows by one each year after the day it was recorded. It is never more than
 * what a minor's age has grown to.
 */
export function ageAt(record: AgeRecord, now: Date): number | undefined {
  const stated = statedAgeAt(record, now);
  const { minorAge, minorAgeRecordedOn } = record;
  if (stated === undefined || minorAge === null || minorAgeRecordedOn === null) return stated;
  return Math.min(stated, minorAge + wholeYearsBetween(minorAgeRecordedOn, now));
}

/** Whether someone counts as an adult. An unknown age does not. */
export function isAdult(record: AgeRecord, now: Date): boolean {
  return (ageAt(record, now) ?? 0) >= adultAge;
}

/** The whole years from a day (`YYYY-MM-DD`) to the day of `now`, 0 where that comes first. */
export function wholeYearsBetween(day: string, now: Date): number {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split("-").map(Number);
  const years = now.getUTCFullYear() - year;
  const hadBirthday =
    now.getUTCMonth() + 1 > month ||
    (now.getUTCMonth() + 1 === month && now.getUTCDate() >= dayOfMonth);
  return Math.max(0, hadBirthday ? years : years - 1);
}

function statedAgeAt({ birthDate, age, ageRecordedOn }: AgeRecord, now: Date): number | undefined {
  if (birthDate !== null) return wholeYearsBetween(birthDate, now);
  if (age === null) return undefined;
  return age + (ageRecordedOn === null ? 0 : wholeYearsBetween(ageRecordedOn, now));
}
