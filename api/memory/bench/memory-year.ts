import { createCast, type Person } from "./cast.ts";
import { type Asking, dayMs, firstDay, type QuestionKind, yearDays } from "./draft.ts";
import { draftEvents, months } from "./draft-events.ts";
import { draftOneself } from "./draft-oneself.ts";
import { draftPeople } from "./draft-people.ts";
import { createRandom, type Random } from "./random.ts";
import { roughen } from "./roughen.ts";
import { type BenchMessage, writeSessions } from "./write-sessions.ts";

export interface BenchQuestion {
  id: string;
  kind: QuestionKind;
  text: string;
  /** ISO 8601, some days after the last message. */
  askedAt: string;
  /** The messages that together answer it, each with the words by which it does. */
  evidence: readonly { id: string; says: string }[];
}

/** What one user and their companion said to each other within a year, and what is asked about it. */
export interface MemoryYear {
  seed: number;
  messages: readonly BenchMessage[];
  questions: readonly BenchQuestion[];
}

/** Makes up a year of conversations. The same seed is the same year, on every platform. */
export function createMemoryYear(seed: number): MemoryYear {
  const random = createRandom(seed);
  const cast = createCast(random);
  const drafts = [draftPeople(cast, random), draftOneself(random), draftEvents(random)];
  const introductions = cast.flatMap((person) => person.introductions.slice(-1));
  const sayings = [...introductions, ...drafts.flatMap((draft) => draft.sayings)];
  const { messages, idByKey } = writeSessions(sayings, cast, random);
  const askings = drafts.flatMap((draft) => draft.askings);
  const questions = askings.map((asking, index) => ask(asking, index, { cast, idByKey, random }));
  return { seed, messages, questions };
}

interface Asked {
  cast: readonly Person[];
  idByKey: ReadonlyMap<string, string>;
  random: Random;
}

const askedAt = new Date(firstDay + (yearDays + 1) * dayMs).toISOString();
const leads = [
  "",
  "",
  "",
  "",
  "remind me, ",
  "hey, ",
  "I forgot: ",
  "quick one, ",
  "do you know, ",
];

function ask({ kind, text, sayings }: Asking, index: number, { cast, idByKey, random }: Asked) {
  const evidence = sayings.map(({ key, says }) => {
    const id = idByKey.get(key);
    if (id === undefined) throw new Error(`Nothing in the year says: ${key}.`);
    return { id, says };
  });
  const names = cast.map(({ name }) => name);
  const keep = [...names, ...months, ...evidence.map(({ says }) => says)];
  const typed = roughen(`${random.pick(leads)}${text}`, keep, random);
  return {
    id: `q${String(index + 1).padStart(3, "0")}`,
    kind,
    text: random.chance(0.6) ? `${typed}?` : typed,
    askedAt,
    evidence,
  } satisfies BenchQuestion;
}
