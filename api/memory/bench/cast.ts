import type { Saying } from "./draft.ts";
import { expand } from "./expand.ts";
import type { Random } from "./random.ts";
import { readLines } from "./read-blocks.ts";
import {
  introductions,
  mensNames,
  relations,
  secondRelations,
  womensNames,
} from "./wording/names.ts";

/** Somebody around the user. */
export interface Person {
  name: string;
  /** "my sister", "my sister's husband". */
  relation: string;
  he: string;
  him: string;
  his: string;
  /** What must be known to know who the name is, the nearest to the user first. */
  introductions: readonly Saying[];
}

/** Who there is around the user, and the one message each that says who a name is. */
export function createCast(random: Random): Person[] {
  const names = { f: random.shuffle(womensNames), m: random.shuffle(mensNames) };
  const create = (relation: string, sex: "f" | "m" | "any", via?: Person): Person => {
    const as = sex === "any" ? random.pick(["f", "m"] as const) : sex;
    const name = names[as].pop();
    if (name === undefined) throw new Error("There are more people than names.");
    const known = via?.introductions ?? [];
    const after = known.at(-1)?.day ?? -1;
    const person = { name, ...pronouns[as] };
    const who = via ? `${via.name}'s ${relation}` : `my ${relation}`;
    const introduction: Saying = {
      key: `introduction of ${name}`,
      day: after + 1 + random.below(24),
      text: expand(random.pick(readLines(introductions)), random, { ...person, who }),
      says: name,
      names: [who],
      mood: "told",
    };
    return {
      ...person,
      relation: via ? `${via.relation}'s ${relation}` : `my ${relation}`,
      introductions: [...known, introduction],
    };
  };
  const first = relations.map(({ relation, sex }) => create(relation, sex));
  const second = secondRelations.map(({ of, relation, sex }) =>
    create(
      relation,
      sex,
      first.find((person) => person.relation === `my ${of}`),
    ),
  );
  return [...first, ...second];
}

const pronouns = {
  f: { he: "she", him: "her", his: "her" },
  m: { he: "he", him: "him", his: "his" },
};

/** The day of the message from which on a name is known. */
export function knownFrom(person: Person): number {
  return person.introductions.at(-1)?.day ?? 0;
}

/** The slots of a template that speaks of a person, by name or by relation. */
export function slotsOf(person: Person, by: "name" | "relation"): Record<string, string> {
  const { he, him, his } = person;
  return { P: person[by], he, him, his };
}
