/** A time that is spoken of, from one moment to before another. */
export interface SpokenTime {
  from: Date;
  to: Date;
  /** The words that name it. */
  words: string;
}

const dayMs = 24 * 60 * 60 * 1000;
const months =
  "january february march april may june july august september october november december".split(
    " ",
  );
const weekdays = "sunday monday tuesday wednesday thursday friday saturday".split(" ");
/** The first month of each season of the northern half of the world. */
const seasons: Record<string, number> = { spring: 2, summer: 5, autumn: 8, fall: 8, winter: 11 };
/** Days of the year: month and day. */
const feasts: Record<string, [month: number, day: number]> = {
  christmas: [11, 25],
  "new year": [11, 31],
  halloween: [9, 31],
  "valentine's day": [1, 14],
};
const numbers: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  "a couple of": 2,
  couple: 2,
  two: 2,
  three: 3,
  "a few": 3,
  few: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

type Resolve = (found: RegExpExecArray, now: Date) => [from: Date, to: Date] | undefined;

const utc = (year: number, month: number, day = 1) => new Date(Date.UTC(year, month, day));
const startOfDay = (at: Date) => utc(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
const plusDays = (at: Date, days: number) => new Date(at.getTime() + days * dayMs);
const monday = (at: Date) => plusDays(startOfDay(at), -((at.getUTCDay() + 6) % 7));

/** The last time that a stretch of a year has begun, or the one of a year that is named. */
function lastOf(
  toRange: (year: number) => [Date, Date],
  now: Date,
  { year, isLast = false }: { year?: string | undefined; isLast?: boolean },
): [Date, Date] {
  if (year !== undefined) return toRange(Number(year));
  const [from, to] = toRange(now.getUTCFullYear());
  const isOver = isLast ? to <= now : from <= now;
  return isOver ? [from, to] : toRange(now.getUTCFullYear() - 1);
}

const monthNames = months.join("|");
const rules: [pattern: RegExp, resolve: Resolve][] = [
  [/\b(?:the day before yesterday)\b/, (_, now) => days(now, -2, 1)],
  [/\b(?:yesterday|last night)\b/, (_, now) => days(now, -1, 1)],
  [/\b(?:today|this (?:morning|afternoon|evening)|tonight)\b/, (_, now) => days(now, 0, 1)],
  [
    new RegExp(`\\b(${monthNames}) (\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d)(?:,? (20\\d\\d))?`),
    ([, name, day, year], now) => dayOf(months.indexOf(name!), Number(day), { now, year }),
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${monthNames})\\b(?:,? (20\\d\\d))?`),
    ([, day, name, year], now) => dayOf(months.indexOf(name!), Number(day), { now, year }),
  ],
  [
    new RegExp(
      `\\b(in|last|during|since|of|early|late|back in|this) (${monthNames})\\b(?:,? (?:of )?(20\\d\\d))?`,
    ),
    ([, , name, year], now) => {
      const month = months.indexOf(name!);
      return lastOf((one) => [utc(one, month), utc(one, month + 1)], now, { year });
    },
  ],
  [
    /\b(?:(in|last|this|during|over|that|the) (?:the )?)(spring|summer|autumn|fall|winter)\b(?: (?:of )?(20\d\d))?/,
    ([, which, name, year], now) => {
      const first = seasons[name!]!;
      const isLast = which === "last";
      return lastOf((one) => [utc(one, first), utc(one, first + 3)], now, { year, isLast });
    },
  ],
  [
    new RegExp(
      `\\b(${Object.keys(feasts).join("|")})\\b(?:'s eve|'s day| eve| day)?(?: (20\\d\\d))?`,
    ),
    ([, name, year], now) => {
      const [month, day] = feasts[name!]!;
      return lastOf((one) => [utc(one, month, day - 4), utc(one, month, day + 5)], now, { year });
    },
  ],
  [/\b(?:last|this past|over the) weekend\b/, (_, now) => [plusDays(monday(now), -2), monday(now)]],
  [/\blast week\b/, (_, now) => [plusDays(monday(now), -7), monday(now)]],
  [/\bthis week\b/, (_, now) => [monday(now), plusDays(now, 1)]],
  [/\b(?:the other day|recently|lately)\b/, (_, now) => [plusDays(now, -14), plusDays(now, 1)]],
  [
    /\blast month\b/,
    (_, now) => [utc(now.getUTCFullYear(), now.getUTCMonth() - 1), thisMonth(now)],
  ],
  [/\bthis month\b/, (_, now) => [thisMonth(now), plusDays(now, 1)]],
  [/\blast year\b/, (_, now) => yearOf(now.getUTCFullYear() - 1)],
  [/\bthis year\b/, (_, now) => yearOf(now.getUTCFullYear())],
  [
    /\b(\d{1,3}|a couple of|a few|an?|one|two|three|four|five|six|seven|eight|nine|ten) (day|week|month|year)s? ago\b/,
    ([, count, unit], now) => ago(Number(count) || (numbers[count!] ?? 1), unit!, now),
  ],
  [
    new RegExp(`\\b(?:last|on|this) (${weekdays.join("|")})\\b`),
    ([, name], now) => {
      const back = (now.getUTCDay() - weekdays.indexOf(name!) + 6) % 7;
      return days(now, -back - 1, 1);
    },
  ],
  [/\b(?:in|during|of) (20\d\d)\b/, ([, year]) => yearOf(Number(year))],
];

const yearOf = (year: number): [Date, Date] => [utc(year, 0), utc(year + 1, 0)];
const thisMonth = (now: Date) => utc(now.getUTCFullYear(), now.getUTCMonth());

function days(now: Date, offset: number, count: number): [Date, Date] {
  const from = plusDays(startOfDay(now), offset);
  return [from, plusDays(from, count)];
}

function dayOf(
  month: number,
  day: number,
  { now, year }: { now: Date; year: string | undefined },
): [Date, Date] | undefined {
  if (day < 1 || day > 31) return undefined;
  return lastOf((one) => [utc(one, month, day), utc(one, month, day + 1)], now, { year });
}

/** About so long ago: people round, the more the longer it is. */
function ago(count: number, unit: string, now: Date): [Date, Date] {
  const unitDays = { day: 1, week: 7, month: 30, year: 365 }[unit] ?? 1;
  const slack = unit === "day" ? (count > 2 ? 1 : 0) : unitDays * 0.6;
  const at = plusDays(startOfDay(now), -count * unitDays);
  return [plusDays(at, -slack), plusDays(at, slack + 1)];
}

/** The time that a question or remark names, as of now; undefined where it names none. English. */
export function readTime(text: string, now: Date): SpokenTime | undefined {
  const lower = text.toLowerCase().replaceAll("’", "'");
  for (const [pattern, resolve] of rules) {
    const found = pattern.exec(lower);
    const range = found && resolve(found, now);
    if (found && range) return { from: range[0], to: range[1], words: found[0] };
  }
  return undefined;
}
