import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Learned, LearnedFact } from "#api/memory/learning/learned.ts";

/** A labelled sentence; `labelled/README.md` says what it means. */
export interface Row {
  text: string;
  facts: LabelledFact[];
  allowed?: LabelledFact[];
  entities?: { name: string; kind: string }[];
  relations?: [from: string, relation: string, to: string][];
}

interface LabelledFact {
  type: string;
  value: string;
  subject?: string;
  negated?: boolean;
  correction?: boolean;
}

export function readFacts(name: string): Row[] {
  const file = join(import.meta.dirname, `../../labelled/${name}.jsonl`);
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Row);
}

/** What was kept and should not have been, and what should have been and was not. */
export interface Misses {
  text: string;
  wrong: string[];
  missed: string[];
}

const exact = new Set(
  "name age birthday city hometown country employer school partner child sibling parent friend pet".split(
    " ",
  ),
);

const numbers =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );

/** Without case, articles, possessives and what is around words. */
function bare(value: string): string[] {
  const words =
    value
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}\p{M}\p{N}'+/&.-]+/gu) ?? [];
  return words
    .map((word) => word.replace(/^[.'-]+|[.'-]+$/g, "").replace(/'s$/, ""))
    .filter((word) => !/^(?:|a|an|the|my|our|his|her|their|your)$/.test(word))
    .map((word) => (numbers.includes(word) ? String(numbers.indexOf(word)) : word));
}

function isSameValue(type: string, labelled: string, found: string): boolean {
  const [a, b] = [bare(labelled).join(" "), bare(found).join(" ")];
  if (a === b) return true;
  if (exact.has(type)) return false;
  const extra = bare(found).length - bare(labelled).length;
  return extra <= 2 && ` ${b} `.includes(` ${a} `);
}

type Found = LearnedFact & { negated: boolean };

function isSame(label: LabelledFact, found: Found): boolean {
  return (
    label.type === found.type &&
    (label.negated ?? false) === found.negated &&
    bare(label.subject ?? "").join(" ") === bare(found.subject ?? "").join(" ") &&
    isSameValue(label.type, label.value, found.value)
  );
}

const tell = (fact: LabelledFact & { isCorrection?: boolean }) =>
  `${fact.negated ? "not " : ""}${fact.type}${fact.subject ? `(${fact.subject})` : ""}=${fact.value}`;

/** Precision and recall of facts, told and ended, with what went wrong for a set one may read. */
export function scoreFacts(rows: Row[], learn: (text: string) => Learned) {
  let [right, made, found, given] = [0, 0, 0, 0];
  const misses: Misses[] = [];
  for (const { text, facts, allowed = [] } of rows) {
    const learned = learn(text);
    const all: Found[] = [
      ...learned.facts.map((fact) => Object.assign({ negated: false }, fact)),
      ...learned.ended.map((fact) => Object.assign({ negated: true }, fact)),
    ];
    const wrong = all.filter((one) => ![...facts, ...allowed].some((label) => isSame(label, one)));
    const missed = facts.filter((label) => !all.some((one) => isSame(label, one)));
    made += all.length;
    right += all.length - wrong.length;
    given += facts.length;
    found += facts.length - missed.length;
    if (wrong.length + missed.length > 0)
      misses.push({ text, wrong: wrong.map(tell), missed: missed.map(tell) });
  }
  return {
    precision: right / made,
    recall: found / given,
    misses,
    counts: { right, made, found, given },
  };
}

/** The same of relations, on the sentences that have them labelled. */
export function scoreRelations(rows: Row[], learn: (text: string) => Learned) {
  let [right, made, found, given] = [0, 0, 0, 0];
  const misses: Misses[] = [];
  for (const { text, relations } of rows) {
    if (relations === undefined) continue;
    const key = (triple: string[]) => triple.map((one) => bare(one).join(" ")).join("|");
    const labelled = new Set(relations.map(key));
    const learned = new Set(
      learn(text).relations.map(({ from, relation, to }) => key([from, relation, to])),
    );
    const wrong = [...learned].filter((one) => !labelled.has(one));
    const missed = [...labelled].filter((one) => !learned.has(one));
    made += learned.size;
    right += learned.size - wrong.length;
    given += labelled.size;
    found += labelled.size - missed.length;
    if (wrong.length + missed.length > 0) misses.push({ text, wrong, missed });
  }
  return {
    precision: right / made,
    recall: found / given,
    misses,
    counts: { right, made, found, given },
  };
}
