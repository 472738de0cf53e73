import { knownFrom, type Person, slotsOf } from "./cast.ts";
import { dayMs, firstDay, type Saying, yearDays } from "./draft.ts";
import { expand } from "./expand.ts";
import type { Random } from "./random.ts";
import { readLines } from "./read-blocks.ts";
import { roughen } from "./roughen.ts";
import { byes, chatter, hellos, nods } from "./wording/chatter.ts";
import { replies } from "./wording/replies.ts";

export interface BenchMessage {
  id: string;
  session: string;
  role: "user" | "assistant";
  content: string;
  /** ISO 8601; later messages have later times. */
  at: string;
}

/** A message without a time; `key` is that of the saying it is. */
interface Line {
  role: BenchMessage["role"];
  content: string;
  key?: string;
}

const hourMs = 3_600_000;

/** Puts what is said into the conversations of a year, among much that teaches nothing. */
export function writeSessions(sayings: readonly Saying[], cast: readonly Person[], random: Random) {
  const messages: BenchMessage[] = [];
  const idByKey = new Map<string, string>();
  const byDay = Map.groupBy(sayings, ({ day }) => day);
  for (let day = 0; day < yearDays; day += 1) {
    const left = random.shuffle(byDay.get(day) ?? []);
    const starts = startsOf(left.length, random);
    for (const [index, start] of starts.entries()) {
      const told = index === starts.length - 1 ? left : left.splice(0, left.length >> 1);
      const session = `s${day}-${index}`;
      let at = firstDay + day * dayMs + start;
      for (const { role, content, key } of writeSession(day, told, cast, random)) {
        at += (role === "user" ? 15_000 : 3_000) + random.below(70_000);
        const id = `m${String(messages.length + 1).padStart(5, "0")}`;
        messages.push({ id, session, role, content, at: new Date(at).toISOString() });
        if (key !== undefined) idByKey.set(key, id);
      }
    }
  }
  return { messages, idByKey };
}

/** When the day's sessions begin, in milliseconds since midnight. */
function startsOf(told: number, random: Random): number[] {
  const count = Math.max(random.pick([0, 1, 1, 1, 1, 2, 2]), told > 0 ? 1 : 0);
  const hours = [7 + random.below(6), 15 + random.below(7)];
  const taken = count === 1 ? [random.pick(hours)] : hours.slice(0, count);
  return taken.map((hour) => hour * hourMs + random.below(hourMs));
}

function writeSession(
  day: number,
  told: readonly Saying[],
  cast: readonly Person[],
  random: Random,
): Line[] {
  const threads = Array.from({ length: 1 + random.below(5) }, () => chat(day, cast, random));
  const tellings = told.map((saying) => tell(saying, random));
  return [
    ...(random.chance(0.6) ? pair(hellos, "hello", random) : []),
    ...random.shuffle([...threads, ...tellings]).flat(),
    ...(random.chance(0.5) ? pair(byes, "bye", random) : []),
  ];
}

function tell(saying: Saying, random: Random): Line[] {
  const keep = [saying.says, ...(saying.names ?? [])];
  const beside = random.chance(0.25)
    ? line(random.pick([chatter.gripe, chatter.joy, chatter.musing]), random)
    : "";
  const parts = random.chance(0.5) ? [beside, saying.text] : [saying.text, beside];
  const text = parts.filter((part) => part !== "").join(random.pick([". ", "... ", " - "]));
  const content = roughen(text, keep, random);
  const { key, reply, mood } = saying;
  return reply === undefined
    ? [{ role: "user", content, key }, answer(mood, random), ...nod(random)]
    : [{ role: "user", content }, { role: "assistant", content: reply, key }, ...nod(random)];
}

/** Something that need not be remembered, often about somebody who is known already. */
function chat(day: number, cast: readonly Person[], random: Random): Line[] {
  const mood = random.pick(["gripe", "joy", "musing", "asking", "people"] as const);
  const known = cast.filter((person) => knownFrom(person) < day);
  const first = cast.filter((person) => person.introductions.length === 1);
  const [person, by] =
    known.length > 0 && random.chance(0.6)
      ? [random.pick(known), "name" as const]
      : [random.pick(first), "relation" as const];
  const slots = slotsOf(person, by);
  const text = expand(random.pick(readLines(chatter[mood])), random, slots);
  const content = roughen(text, [person[by]], random);
  return [{ role: "user", content }, answer(mood, random), ...nod(random), ...nod(random)];
}

const line = (wording: string, random: Random) => expand(random.pick(readLines(wording)), random);

function answer(mood: string, random: Random): Line {
  return { role: "assistant", content: line(replies[mood] ?? "", random).trim() };
}

function pair(wording: string, mood: string, random: Random): Line[] {
  return [
    { role: "user", content: roughen(line(wording, random).trim(), [], random) },
    answer(mood, random),
  ];
}

const nod = (random: Random) => (random.chance(0.5) ? pair(nods, "nod", random) : []);
