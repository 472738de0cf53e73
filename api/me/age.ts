/** What is recorded of an age: a birth date, or an age with the day it was given. */
export interface AgeRecord {
  birthDate: string | null;
  age: number | null;
  ageRecordedOn: string | null;
}

/**
 * The age in whole years on the day of `now` (UTC), undefined when it is not known. An age given
 * without a birth date grows by one each year after the day it was recorded.
 */
export function ageAt({ birthDate, age, ageRecordedOn }: AgeRecord, now: Date): number | undefined {
  if (birthDate !== null) return wholeYearsBetween(birthDate, now);
  if (age === null) return undefined;
  return age + (ageRecordedOn === null ? 0 : wholeYearsBetween(ageRecordedOn, now));
}

/** Whether someone counts as an adult. An unknown age does not. */
export function isAdult(record: AgeRecord, now: Date): boolean {
  return (ageAt(record, now) ?? 0) >= 18;
}

function wholeYearsBetween(day: string, now: Date): number {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split("-").map(Number);
  const years = now.getUTCFullYear() - year;
  const hadBirthday =
    now.getUTCMonth() + 1 > month ||
    (now.getUTCMonth() + 1 === month && now.getUTCDate() >= dayOfMonth);
  return Math.max(0, hadBirthday ? years : years - 1);
}
