import type { RecallQuery, WantedTerm } from "#db/repositories/recall.ts";
import { monthTerms } from "./month-term.ts";
import { readTime, type SpokenTime } from "./read-time.ts";
import { relatedTo } from "./related-words.ts";
import { termsOf } from "./terms-of.ts";
import { idAt } from "./id-at.ts";

/** What is asked of the memory, read out of the words. */
export interface SearchPlan {
  /** The terms of the words themselves. */
  terms: string[];
  /** Those of them that are names, as far as capitals tell. */
  names: string[];
  time: SpokenTime | undefined;
  /** What the time is told by, where it is another event: "before the wedding". */
  anchor: { side: "before" | "after"; terms: string[] } | undefined;
  /** Whether something is asked, rather than said. */
  isAsked: boolean;
  /** Whether what the companion said is asked for. */
  isOfCompanion: boolean;
  /** Whether how it is now is asked for. */
  isOfNow: boolean;
  query: Omit<RecallQuery, "userId" | "conversationId">;
}

const [ownAtMost, relatedAtMost, monthAtMost] = [3000, 150, 400];
const [relatedWeight, monthWeight] = [0.3, 0.15];
const [mostTerms, mostRelated, mostMonths] = [24, 40, 13];
const candidates = 150;

const companionSaid =
  /\b(?:you|sarah|xhash) (?:say|said|tell|told|recommend|recommended|suggest|suggested|advise|advised|promise|promised)\b|\bdid you (?:say|tell|recommend|suggest|advise|promise|call)\b|\byour (?:advice|suggestion|recommendation|idea)\b/i;
const ofNow = /\b(?:now|currently|these days|nowadays|at the moment|still|today|latest|current)\b/i;
const anchored =
  /\b(before|after) (?!(?:that|this|then|it)\b)(?:the |my |our |i |we )?([\p{L}' ]{3,40}?)(?=[?.!,]|$)/iu;

/**
 * Reads what is asked out of the words, and what has to be read to answer: a function of both. Where
 * nothing is asked, the time that the words name is not the time of what they bring to mind.
 */
export function planSearch(
  text: string,
  { now, isAsked = true }: { now: Date; isAsked?: boolean },
): SearchPlan {
  const time = isAsked ? readTime(text, now) : undefined;
  const timeless = time === undefined ? text : withoutWords(text, time.words);
  const terms = [...new Set(termsOf(timeless))].slice(0, mostTerms);
  const found = anchored.exec(timeless);
  const anchor = found && {
    side: found[1]!.toLowerCase() as "before" | "after",
    terms: termsOf(found[2]!),
  };
  return {
    terms,
    names: namesIn(timeless),
    time,
    anchor: anchor && anchor.terms.length > 0 ? anchor : undefined,
    isAsked,
    isOfCompanion: companionSaid.test(text),
    isOfNow: ofNow.test(text),
    query: {
      terms: [...own(terms), ...related(terms), ...inMonths(time)],
      time: time === undefined ? null : { fromId: idAt(time.from), toId: idAt(time.to) },
      pattern: patternOf(terms),
      messages: candidates,
    },
  };
}

const withoutWords = (text: string, words: string) => {
  const at = text.toLowerCase().replaceAll("’", "'").indexOf(words);
  return at < 0 ? text : `${text.slice(0, at)} ${text.slice(at + words.length)}`;
};

const own = (terms: string[]): WantedTerm[] =>
  terms.map((term) => ({ term, weight: 1, atMost: ownAtMost, inTime: false }));

function related(terms: string[]): WantedTerm[] {
  const others = new Set(terms.flatMap((term) => [...relatedTo(term)]));
  return [...others]
    .filter((term) => !terms.includes(term))
    .slice(0, mostRelated)
    .map((term) => ({ term, weight: relatedWeight, atMost: relatedAtMost, inTime: false }));
}

function inMonths(time: SpokenTime | undefined): WantedTerm[] {
  if (time === undefined) return [];
  const last = new Date(time.to.getTime() - 1);
  return monthTerms(time.from, last, mostMonths).map((term) => ({
    term,
    weight: monthWeight,
    atMost: monthAtMost,
    inTime: true,
  }));
}

/** Words with a capital that do not begin a sentence, as terms. */
function namesIn(text: string): string[] {
  const inside = [...text.matchAll(/(?<=[\p{Ll},;:] )\p{Lu}[\p{L}\p{M}]+/gu)];
  return [...new Set(inside.flatMap(([name]) => termsOf(name)))];
}

/** A pattern for the beginnings of the words, since a stem is seldom longer than what its forms share. */
function patternOf(terms: string[]): string | null {
  const wanted = new Set([...terms, ...terms.flatMap((term) => [...relatedTo(term)])]);
  const parts = [...wanted]
    .filter((term) => /^[\p{L}\p{M}\p{N}]+$/u.test(term))
    .map((term) => (term.length > 3 ? term.replace(/[iey]$/, "") : term));
  return parts.length === 0 ? null : `(${parts.join("|")})`;
}
