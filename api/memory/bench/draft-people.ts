import { knownFrom, type Person, slotsOf } from "./cast.ts";
import { type Asking, type Draft, type Saying, yearDays } from "./draft.ts";
import { expand } from "./expand.ts";
import { pickPair } from "./pick-pair.ts";
import type { Random } from "./random.ts";
import { type Block, readBlocks } from "./read-blocks.ts";
import { aboutPeople } from "./wording/about-people.ts";
import { changesOfPeople } from "./wording/changes.ts";

/** How many people each topic is told of. */
const tellings = 6;
const changesEach = 3;

type By = "name" | "relation";
interface Fact {
  block: Block;
  person: Person;
  by: By;
  saying: Saying;
  asking: Asking;
}

/** Of which groups of topics something is told of a person, so that no other topic answers for one. */
export type ToldGroups = Map<Person, Set<string>>;

/** What is told of the people around the user, and how it is asked for. */
export function draftPeople(cast: readonly Person[], random: Random): Draft {
  const told: ToldGroups = new Map(cast.map((person) => [person, new Set()]));
  const changes = readBlocks(changesOfPeople).map((block) =>
    takeFree(cast, block, told, random, changesEach).map((person, index) =>
      draftChange(block, person, block.values[index] ?? "", random),
    ),
  );
  const facts = random.shuffle(readBlocks(aboutPeople)).flatMap((block) => {
    const values = random.shuffle(block.values);
    return takeFree(cast, block, told, random, tellings).map((person, index) =>
      tellFact(block, person, values[index] ?? "", random),
    );
  });
  const drafts = changes.flat();
  return {
    sayings: [...drafts.flatMap(({ sayings }) => sayings), ...facts.map(({ saying }) => saying)],
    askings: [
      ...drafts.flatMap(({ askings }) => askings),
      ...facts.map(({ asking }) => asking),
      ...askThroughFacts(facts, random),
      ...askUntold(cast, told, random),
    ],
  };
}

function takeFree(
  cast: readonly Person[],
  block: Block,
  told: ToldGroups,
  random: Random,
  count: number,
): Person[] {
  const free = cast
    .filter(
      ({ relation }) =>
        block.name !== "baby" || !/\b(?:grandmother|mother|father|niece)$/.test(relation),
    )
    .filter((person) => told.get(person)?.has(block.group) === false);
  const people = random.shuffle(free).slice(0, Math.min(count, block.values.length));
  for (const person of people) told.get(person)?.add(block.group);
  return people;
}

function say(key: string, template: string, person: Person, by: By, value: string, random: Random) {
  const from = knownFrom(person) + 1;
  const saying: Saying = {
    key,
    day: from + random.below(yearDays - from),
    text: expand(template, random, { ...slotsOf(person, by), v: value, a: value, b: value }),
    says: value,
    names: [person[by]],
    mood: "told",
  };
  return saying;
}

/** Asked as it was told, or in other words, or so that one has to know who the name is. */
function tellFact(block: Block, person: Person, value: string, random: Random): Fact {
  const by = random.chance(0.7) ? "name" : "relation";
  const kind = random.pick(["single", "paraphrased", "multi-hop"] as const);
  const around = kind === "paraphrased" || (kind === "multi-hop" && random.chance(0.3));
  const [told, asked] = around
    ? pickPair("loosely", block, ["+", "~"], random)
    : pickPair("plainly", block, ["+", "?"], random);
  const saying = say(`${block.name} of ${person.name}`, told, person, by, value, random);
  const hops = kind === "multi-hop";
  const asking: Asking = {
    kind,
    text: expand(asked, random, slotsOf(person, hops ? other[by] : by)),
    sayings: hops ? [...person.introductions, saying] : [saying],
  };
  return { block, person, by, saying, asking };
}

const other: Record<By, By> = { name: "relation", relation: "name" };

/** "What is the one who works at … allergic to": two facts of one person, both told by name. */
function askThroughFacts(facts: readonly Fact[], random: Random): Asking[] {
  const byName = facts.filter(({ by }) => by === "name");
  return byName.flatMap((known) => {
    const [described] = known.block.lines("@");
    const asked = byName.filter(
      (fact) => fact.person === known.person && fact.block.group !== known.block.group,
    );
    if (described === undefined || asked.length === 0 || random.chance(0.4)) return [];
    const { block, saying, person } = random.pick(asked);
    const templates = block.lines("?").filter((line) => !line.includes("{P}'s"));
    if (templates.length === 0) return [];
    const P = expand(described, random, { v: known.saying.says });
    const text = expand(random.pick(templates), random, { ...slotsOf(person, "name"), P });
    return [{ kind: "multi-hop" as const, text, sayings: [known.saying, saying] }];
  });
}

/** `value` is "before > after". */
function draftChange(block: Block, person: Person, value: string, random: Random): Draft {
  const by = random.chance(0.7) ? "name" : "relation";
  const [was = "", became = ""] = value.split(" > ");
  const [toldBefore, askBefore] = pickPair("plainly", block, ["<", "-"], random);
  const [toldAfter, askAfter] = random.chance(0.5)
    ? pickPair("plainly", block, [">", "?"], random)
    : pickPair("loosely", block, [">", "~"], random);
  const key = `${block.name} of ${person.name}`;
  const before = say(`${key}, before`, toldBefore, person, by, was, random);
  const after = say(`${key}, after`, toldAfter, person, by, became, random);
  const from = knownFrom(person) + 1;
  before.day = from + random.below(70);
  after.day = before.day + 60 + random.below(yearDays - before.day - 60);
  const ask = (text: string, ...sayings: Saying[]): Asking => ({
    kind: "changed",
    text: expand(text, random, slotsOf(person, by)),
    sayings,
  });
  return {
    sayings: [before, after],
    askings: [
      ask(askAfter, after),
      ask(askBefore, before),
      ...block.lines("&").map((text) => ask(text, before, after)),
    ],
  };
}

const untold = 22;

/** What is told of others, of somebody of whom nothing near it is told. */
function askUntold(cast: readonly Person[], told: ToldGroups, random: Random): Asking[] {
  const blocks = readBlocks(aboutPeople);
  const open = cast.flatMap((person) =>
    blocks
      .filter(({ group }) => told.get(person)?.has(group) === false)
      .map((block) => ({ person, block })),
  );
  return random
    .shuffle(open)
    .slice(0, untold)
    .map(({ person, block }) => ({
      kind: "unanswerable",
      text: expand(random.pick([...block.lines("?"), ...block.lines("~")]), random, {
        ...slotsOf(person, random.pick(["name", "relation"])),
      }),
      sayings: [],
    }));
}
