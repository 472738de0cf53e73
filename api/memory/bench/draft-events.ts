import { type Asking, dayMs, type Draft, firstDay, type Saying, yearDays } from "./draft.ts";
import { expand } from "./expand.ts";
import type { Random } from "./random.ts";
import { type Block, readBlocks } from "./read-blocks.ts";
import { askedByTime, events } from "./wording/events.ts";

/** How often what happens happens; what is not named here once or twice. */
const times: Readonly<Record<string, number>> = { journey: 7, wedding: 3, concert: 3 };
const monthsAsked = 22;
const wholeMonthsAsked = 5;

interface Happening {
  category: string;
  month: number;
  saying: Saying;
}

/** What happens to the user on days of the year, asked for by what and by when. */
export function draftEvents(random: Random): Draft {
  const drafts = readBlocks(events).map((block) => draftBlock(block, random));
  const happenings = drafts.flatMap(({ happened }) => happened);
  return {
    sayings: happenings.map(({ saying }) => saying),
    askings: [
      ...drafts.flatMap(({ askings }) => askings),
      ...askByMonth(happenings, random),
      ...askBySeason(happenings, random),
    ],
  };
}

function draftBlock(block: Block, random: Random) {
  const count = times[block.name] ?? 1 + random.below(2);
  const happened = random
    .shuffle(block.values)
    .slice(0, count)
    .map((value) => happen(block, value, random));
  // What happened twice has no one answer unless the question names which.
  const when = [...block.lines("!"), ...block.lines("~")];
  const lines = count === 1 ? when : when.filter((line) => line.includes("{v}"));
  const asked = lines.length === 0 ? [] : random.shuffle(happened).slice(0, 2);
  const askings = asked.map(({ saying }): Asking => ({
    kind: "temporal",
    text: expand(random.pick(lines), random, { v: saying.says }),
    sayings: [saying],
  }));
  return { happened, askings };
}

function happen(block: Block, value: string, random: Random): Happening {
  const day = dayInsideMonth(random);
  const saying: Saying = {
    key: `${block.group}: ${block.name}: ${value}`,
    day,
    text: expand(random.pick(block.lines("+")), random, { v: value }),
    says: value,
    mood: "happened",
  };
  return { category: block.group, month: monthOf(day), saying };
}

const dateOf = (day: number) => new Date(firstDay + day * dayMs);
const monthOf = (day: number) => dateOf(day).getUTCMonth();

/** Not at the edge of a month, where "in March" would be a matter of hours. */
function dayInsideMonth(random: Random): number {
  const day = random.below(yearDays);
  const date = dateOf(day).getUTCDate();
  return date >= 5 && date <= 26 ? day : dayInsideMonth(random);
}

export const months =
  "january february march april may june july august september october november december".split(
    " ",
  );

function askAt(
  category: string,
  time: string,
  found: readonly Happening[],
  random: Random,
): Asking {
  return {
    kind: "temporal",
    text: expand(random.pick(askedByTime[category] ?? []), random, { w: time }),
    sayings: found.map(({ saying }) => saying),
  };
}

function askByMonth(happenings: readonly Happening[], random: Random): Asking[] {
  const groups = Map.groupBy(happenings, ({ category, month }) => `${category} ${month}`);
  const byCategory = random.shuffle([...groups.values()]).slice(0, monthsAsked);
  const wholeMonths = [...Map.groupBy(happenings, ({ month }) => month).values()];
  const asked = wholeMonths.filter(({ length }) => length <= 5).slice(0, wholeMonthsAsked);
  return [
    ...byCategory.map((found) =>
      askAt(found[0]?.category ?? "", inMonth(found, random), found, random),
    ),
    ...asked.map((found) => askAt("anything", inMonth(found, random), found, random)),
  ];
}

function inMonth([first]: readonly Happening[], random: Random): string {
  const name = months[first?.month ?? 0] ?? "";
  return name === "december" ? "last month" : random.pick([`in ${name}`, `back in ${name}`]);
}

const seasons: Readonly<Record<string, readonly number[]>> = {
  "last spring": [2, 3, 4],
  "last summer": [5, 6, 7],
  "last autumn": [8, 9, 10],
};

function askBySeason(happenings: readonly Happening[], random: Random): Asking[] {
  return Object.entries(seasons).flatMap(([time, within]) => {
    const inSeason = happenings.filter(({ month }) => within.includes(month));
    const groups = [...Map.groupBy(inSeason, ({ category }) => category)];
    return random
      .shuffle(groups.filter(([, found]) => found.length <= 4))
      .slice(0, 3)
      .map(([category, found]) => askAt(category, time, found, random));
  });
}
