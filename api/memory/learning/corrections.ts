import type { Keeper } from "./keeper.ts";
import { takeName } from "./names.ts";

/** What is said to be right, and what was understood before. */
export interface Correction {
  right: string;
  wrong: string;
  /** Whether the sentence is nothing else: "no, it's Lena, not Lisa". */
  isBare: boolean;
}

const bare =
  /^\W*(?:(?:no|nope|nah|sorry|wait|oops|actually|wrong|typo|correction|i mean|i meant|it should be|um|well)[\s,.:!-]+)*(?:it'?s|its|it is|that'?s|i meant|i said|the name is|i mean|my name is|my name's|i'?m)?\s*(?=\p{L})/iu;
const notThat = /^,?\s*(?:and )?not (?:in |from |at |with |to |an? |the |my )*/iu;

/** A correction in a sentence: "X, not Y". */
export function readCorrection(sentence: string): Correction | undefined {
  const introduced = bare.exec(sentence)?.[0] ?? "";
  const rest = sentence.slice(introduced.length);
  const right = takeName(rest, false) ?? /^\p{Ll}[\p{L}-]+(?=,? not \p{L}+\W*$)/u.exec(rest)?.[0];
  const isSaid = /\b(?:no|nope|it'?s|its|meant|wrong|typo|correction|sorry|actually)\b/iu.test(
    introduced,
  );
  if (right !== undefined && isSaid) {
    const not = notThat.exec(rest.slice(right.length));
    const wrong = not && /^[\p{L}'-]+/u.exec(rest.slice(right.length + not[0].length))?.[0];
    if (wrong) return { right, wrong, isBare: !/\b(?:i'?m|name)\b/iu.test(introduced) };
  }
  const anywhere =
    /(?<right>[\p{L}'-]+),? (?:and )?not (?:in |from |at |with |to |an? |the )*(?<wrong>\p{Lu}[\p{L}'-]+)\W*$/u.exec(
      sentence,
    )?.groups;
  return anywhere
    ? { right: anywhere["right"]!, wrong: anywhere["wrong"]!, isBare: false }
    : undefined;
}

/** What tells that something was understood wrongly before. */
export const correcting =
  /^\W*(?:(?:no|nope|sorry|oops|hey)[\s,.:!-]+)*(?:wrong|typo|correction|you (?:mixed|got) (?:it|that|this|my|them)\b|that'?s (?:wrong|not right|incorrect)|not quite|i meant|i never said|you (?:misunderstood|confused|mean)|not my)\b|^\W*(?:sorry )?typo\b|^\W*(?:no|nope),? (?:it'?s|my|i'?m|i (?:live|work)|the|he|she|his|her|that'?s)\b/iu;

/** Marks what a sentence corrects. */
export function applyCorrection(
  sentence: string,
  keeper: Keeper,
): { isWhole: boolean; mark: () => void } {
  const correction = readCorrection(sentence);
  if (correction?.isBare) {
    keeper.facts.push({
      type: "name",
      value: correction.right,
      isCorrection: true,
      insteadOf: correction.wrong,
    });
    return { isWhole: true, mark: () => {} };
  }
  const before = keeper.facts.length;
  const isCorrecting = correcting.test(sentence) || correction !== undefined;
  const mark = () => {
    if (!isCorrecting) return;
    for (const fact of keeper.facts.slice(before)) {
      if (correction !== undefined && !fact.value.includes(correction.right)) continue;
      fact.isCorrection = true;
      if (correction !== undefined) fact.insteadOf = correction.wrong;
    }
  };
  return { isWhole: false, mark };
}
