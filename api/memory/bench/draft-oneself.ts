import { type Asking, type Draft, type QuestionKind, type Saying, yearDays } from "./draft.ts";
import { expand } from "./expand.ts";
import { pickPair } from "./pick-pair.ts";
import type { Random } from "./random.ts";
import { type Block, type Mark, readBlocks } from "./read-blocks.ts";
import { aboutOneself } from "./wording/about-oneself.ts";
import { changes } from "./wording/changes.ts";
import { companionTips } from "./wording/companion-tips.ts";
import { neverTold } from "./wording/never-told.ts";
import { preferences } from "./wording/preferences.ts";

/** How many topics are asked for and never told. */
const keptBack = 7;

/** What the user tells of themself, what changes for them, and what the companion proposes. */
export function draftOneself(random: Random): Draft {
  const drafts = [
    ...draftTopics(readBlocks(aboutOneself), ["single", "paraphrased"], random),
    ...draftTopics(readBlocks(preferences), ["preference", "preference"], random),
    ...readBlocks(changes).map((block) => draftChange(block, random)),
    ...readBlocks(companionTips).map((block) => draftTip(block, random)),
  ];
  const never = neverTold.map((text): Asking => ({ kind: "unanswerable", text, sayings: [] }));
  return {
    sayings: drafts.flatMap(({ sayings }) => sayings),
    askings: [...drafts.flatMap(({ askings }) => askings), ...never],
  };
}

type DirectAndAround = readonly [QuestionKind, QuestionKind];

function draftTopics(
  blocks: readonly Block[],
  [direct, around]: DirectAndAround,
  random: Random,
): Draft[] {
  return random.shuffle(blocks).map((block, index) => {
    const plainly = random.chance(0.5);
    const [told, asked] = plainly
      ? pickPair("plainly", block, ["+", "?"], random)
      : pickPair("loosely", block, ["+", "~"], random);
    if (index < keptBack) {
      return { sayings: [], askings: [{ kind: "unanswerable", text: asked, sayings: [] }] };
    }
    const saying = say(block, "+", told, random.pick(block.values), random);
    const asking: Asking = { kind: plainly ? direct : around, text: asked, sayings: [saying] };
    const again: Asking = { kind: around, text: random.pick(block.lines("~")), sayings: [saying] };
    return {
      sayings: [saying],
      askings: plainly && random.chance(0.4) ? [asking, again] : [asking],
    };
  });
}

function say(block: Block, mark: Mark, template: string, value: string, random: Random): Saying {
  return {
    key: `own ${block.name} ${mark}`,
    day: random.below(yearDays),
    text: expand(template, random, { v: value, a: value, b: value }),
    says: value,
    mood: "told",
  };
}

/** A value of such a block is "before > after". */
function draftChange(block: Block, random: Random): Draft {
  const [was = "", became = ""] = random.pick(block.values).split(" > ");
  const [toldBefore, askBefore] = pickPair("plainly", block, ["<", "-"], random);
  const [toldAfter, askAfter] = random.chance(0.5)
    ? pickPair("plainly", block, [">", "?"], random)
    : pickPair("loosely", block, [">", "~"], random);
  const before = { ...say(block, "<", toldBefore, was, random), day: random.below(130) };
  const after = {
    ...say(block, ">", toldAfter, became, random),
    day: 170 + random.below(yearDays - 170),
  };
  const ask = (text: string, ...sayings: Saying[]): Asking => ({ kind: "changed", text, sayings });
  return {
    sayings: [before, after],
    askings: [
      ask(askAfter, after),
      ask(askBefore, before),
      ...block.lines("&").map((text) => ask(text, before, after)),
    ],
  };
}

function draftTip(block: Block, random: Random): Draft {
  const value = random.pick(block.values);
  const reply = expand(random.pick(block.lines("=")), random, { v: value });
  const wish = random.pick(block.lines("+"));
  const saying: Saying = { ...say(block, "+", wish, value, random), reply };
  const [mark, kind] = random.pick([
    ["?", "single"],
    ["~", "paraphrased"],
  ] as const);
  const text = random.pick(block.lines(mark));
  return { sayings: [saying], askings: [{ kind, text, sayings: [saying] }] };
}
