import type { Kin } from "./clauses.ts";
import type { Mention } from "./read-mentions.ts";
import { isKinType } from "./kin.ts";
import {
  selfName,
  type Learned,
  type LearnedEntity,
  type LearnedFact,
  type LearnedRelation,
} from "./learned.ts";
import type { Said } from "./said.ts";

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** What relation a fact about a place or a house stands for. */
function relationOfFact({ type, aspect }: Said): string | undefined {
  switch (type) {
    case "city":
      return "lives_in";
    case "hometown":
      return "comes_from";
    case "country":
      return aspect === undefined ? undefined : "is_of";
    case "employer":
      return "works_at";
    case "school":
      return "studies_at";
    default:
      return undefined;
  }
}

/** Gathers what the sentences of a message say into facts, and into people, places and their ties. */
export class Keeper {
  readonly facts: LearnedFact[] = [];
  readonly ended: LearnedFact[] = [];
  readonly #entities: LearnedEntity[] = [];
  readonly #relations: LearnedRelation[] = [];

  /** Keeps what is said of the writer, or of somebody else. */
  say(said: Said, of?: Kin, isDenied = false): void {
    const subject = said.subject ?? (of && (of.name ?? of.noun));
    const fact: LearnedFact = {
      type: said.type,
      value: said.value,
      ...(subject !== undefined && { subject }),
    };
    const isEnded = said.isEnded === true || (isDenied && said.isSettled !== true);
    const list = isEnded ? this.ended : this.facts;
    if (
      list.some(
        (one) => one.type === fact.type && same(one.value, fact.value) && one.subject === subject,
      )
    )
      return;
    list.push(fact);
    if (of && subject !== undefined) this.meet(of);
    const relation = relationOfFact(said);
    const isSomebody =
      isKinType(said.type) &&
      (/^\p{Lu}/u.test(said.value) || (said.type === "pet" && subject !== undefined));
    if (isSomebody && !isEnded) {
      this.#entity(said.value, said.type === "pet" ? "pet" : "person");
      this.#relate(subject ?? selfName, said.type, said.value);
    }
    if (isEnded || relation === undefined) return;
    const isHouse = relation === "works_at" || relation === "studies_at";
    const from = subject ?? selfName;
    // An employer that is only "the post office" is no house of a name.
    if (isHouse && (!/^\p{Lu}/u.test(said.value) || subject !== undefined)) return;
    this.#entity(said.value, isHouse ? "organisation" : "place");
    this.#relate(from, relation, said.value);
  }

  /** Keeps that the writer has somebody in their life. */
  meet({ noun, relation, name }: Kin, owner?: { noun: string; relation: string }): void {
    const kind = relation === "pet" ? "pet" : "person";
    const as = name ?? noun;
    this.#entity(as, kind, name === undefined ? [] : [noun.toLowerCase()]);
    if (owner) this.meet(owner);
    this.#relate(owner?.noun ?? selfName, relation, as);
  }

  /** Keeps a name of somebody, as a fact where the relation is one. */
  mention({ noun, relation, name, owner, isFormer }: Mention): void {
    const subject = owner?.noun;
    if (name !== undefined && isKinType(relation) && !isFormer) {
      this.say({ type: relation, value: name, ...(subject !== undefined && { subject }) });
    }
    if (name !== undefined && isKinType(relation) && isFormer) {
      this.say({ type: relation, value: name, isEnded: true });
    }
    this.meet({ noun, relation, ...(name !== undefined && { name }) }, owner);
  }

  learned(): Pick<Learned, "facts" | "ended" | "entities" | "relations"> {
    return {
      facts: this.facts,
      ended: this.ended,
      entities: this.#entities,
      relations: this.#relations,
    };
  }

  #entity(name: string, kind: LearnedEntity["kind"], aliases: string[] = []): void {
    const known = this.#entities.find((one) => one.kind === kind && same(one.name, name));
    if (known === undefined) this.#entities.push({ name, kind, aliases });
    else known.aliases = [...new Set([...known.aliases, ...aliases])];
  }

  #relate(from: string, relation: string, to: string): void {
    const isKnown = this.#relations.some(
      (one) => one.relation === relation && same(one.from, from) && same(one.to, to),
    );
    if (!isKnown) this.#relations.push({ from, relation, to });
  }
}
