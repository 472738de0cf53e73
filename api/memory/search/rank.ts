import type { FoundMessage } from "#db/repositories/recall.ts";
import type { SearchPlan } from "./plan-search.ts";
import { termsOf } from "./terms-of.ts";

/** A message with how much it bears on what is asked, and how many of the asked terms it has. */
export interface RankedMessage {
  message: FoundMessage;
  score: number;
  matched: number;
}

/** How much what stands beside a message counts for it. */
const besideShare = 0.5;
/** A session ends where nothing is said for so long. */
const sessionGapMs = 6 * 60 * 60 * 1000;
const sessionLift = 0.1;
const nameLift = 0.25;
const linkLift = 0.6;
const inTimeLift = 2.5;
const outOfTime = 0.35;
const recencyLift = { usual: 0.08, now: 0.6 };
const recencyDays = 90;
const dayMs = 24 * 60 * 60 * 1000;
/** So many of the best are looked into for names that lead on to others. */
const leading = 4;

interface Weighed extends RankedMessage {
  terms: Set<string>;
  at: number;
}

/**
 * Puts messages in the order in which they bear on what is asked, the best first: what BM25 makes of
 * each, half of what it makes of its neighbours, more in the session that bears on it most, with a name
 * that was asked for or that the best ones lead to, in the time that was asked for, said of themselves
 * by the user, and lately. A function of its arguments.
 */
export function rank(plan: SearchPlan, found: FoundMessage[], now: Date): RankedMessage[] {
  const said = found
    .map((message) => weigh(message, plan))
    .sort((a, b) => order(a.message, b.message));
  addNeighbours(said);
  addSessions(said);
  for (const one of said) one.score *= liftOf(one, plan, now);
  addLinks(said, plan);
  addAnchor(said, plan);
  return said
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.at - a.at || (a.message.id < b.message.id ? 1 : -1))
    .map(({ message, score, matched }) => ({ message, score, matched }));
}

function weigh(message: FoundMessage, { terms: asked }: SearchPlan): Weighed {
  const terms = new Set(termsOf(message.content));
  const matched = asked.filter((term) => terms.has(term)).length;
  return { message, score: message.score, matched, terms, at: Date.parse(message.at) };
}

const order = (a: FoundMessage, b: FoundMessage) =>
  a.conversationId < b.conversationId
    ? -1
    : Number(a.conversationId > b.conversationId) || a.sequence - b.sequence;

/** Whether two messages stand side by side: a number may be missing where a reply was replaced. */
const areNeighbours = (a: Weighed, b: Weighed | undefined): b is Weighed =>
  b !== undefined &&
  a.message.conversationId === b.message.conversationId &&
  b.message.sequence - a.message.sequence <= 2 &&
  b.at - a.at < sessionGapMs;

function addNeighbours(said: Weighed[]): void {
  const own = said.map(({ score }) => score);
  for (const [index, one] of said.entries()) {
    const next = said[index + 1];
    if (!areNeighbours(one, next)) continue;
    one.score += besideShare * own[index + 1]!;
    next.score += besideShare * own[index]!;
  }
}

/** Lifts what was said in a session by how much the best of that session bears on it. */
function addSessions(said: Weighed[]): void {
  let session: Weighed[] = [];
  const sessions = [session];
  for (const one of said) {
    const last = session.at(-1);
    const goesOn =
      last === undefined ||
      (last.message.conversationId === one.message.conversationId &&
        one.at - last.at < sessionGapMs);
    if (!goesOn) sessions.push((session = []));
    session.push(one);
  }
  for (const each of sessions) {
    const scores = each.map(({ score }) => score).sort((a, b) => b - a);
    const sum = scores.slice(0, 3).reduce((total, score) => total + score, 0);
    for (const one of each) if (one.score > 0) one.score += sessionLift * sum;
  }
}

function liftOf({ message, terms, at }: Weighed, plan: SearchPlan, now: Date): number {
  const { time, names, isOfNow, isOfCompanion } = plan;
  const isQuestion = /\?\s*$/.test(message.content);
  const isMeant = (message.role === "assistant") === isOfCompanion;
  const inTime = time !== undefined && at >= time.from.getTime() && at < time.to.getTime();
  const age = Math.max(0, now.getTime() - at) / dayMs;
  const recency = recencyLift[isOfNow ? "now" : "usual"] * Math.exp(-age / recencyDays);
  const named = names.filter((name) => terms.has(name)).length;
  return (
    (isMeant ? 1 : 0.6) *
    (isQuestion ? 0.7 : 1) *
    (terms.size < 3 ? 0.8 : 1) *
    (1 + nameLift * named) *
    (1 + recency) *
    (1 + 0.1 * (message.intensity ?? 0)) *
    (time === undefined ? 1 : inTime ? inTimeLift : outOfTime)
  );
}

const name = /(?<=[\p{Ll},;:] )\p{Lu}[\p{Ll}\p{M}]+/gu;

/** Lifts what has a name that the best messages bring up: from "my sister Anna" to what Anna does. */
function addLinks(said: Weighed[], { terms: asked }: SearchPlan): void {
  const best = said.filter(({ score, message }) => score > 0 && message.role === "user");
  best.sort((a, b) => b.score - a.score);
  const links = new Set<string>();
  for (const { message } of best.slice(0, leading)) {
    for (const [found] of message.content.matchAll(name)) {
      for (const term of termsOf(found)) if (!asked.includes(term)) links.add(term);
    }
  }
  for (const one of said) {
    const linked = [...links].filter((term) => one.terms.has(term)).length;
    one.score *= 1 + linkLift * Math.min(1, linked);
  }
}

/** Lifts what was said on the right side of an event that the words tell the time by. */
function addAnchor(said: Weighed[], { anchor }: SearchPlan): void {
  if (anchor === undefined) return;
  const has = ({ terms }: Weighed) => anchor.terms.every((term) => terms.has(term));
  const [event] = said.filter(has).sort((a, b) => b.score - a.score);
  if (event === undefined) return;
  for (const one of said) {
    const isBefore = one.at < event.at;
    one.score *= isBefore === (anchor.side === "before") ? 1.3 : 0.8;
  }
}
