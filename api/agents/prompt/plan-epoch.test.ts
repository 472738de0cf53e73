import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { PromptMessage } from "./compose-prompt.ts";
import { messagesKept } from "./plan-epoch.ts";
import type { PromptLimits } from "./prompt-budget.ts";
import {
  replayTalk,
  usualTokens,
  worstTokens,
  type Exchange,
  type Step,
} from "./testing/replay-talk.ts";

const at = (contextTokens: number): PromptLimits => ({
  contextTokens,
  replyReserveTokens: 192,
  form: "chat",
});
const nano: PromptLimits = { contextTokens: 512, replyReserveTokens: 64, form: "compact" };

const units = ["word ", "a long way from home. ", "語", "🦜", "é", "0", "qz"];
const text = (most: number) =>
  fc
    .array(fc.tuple(fc.constantFrom(...units), fc.integer({ min: 1, max: 40 })), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) =>
      [...parts.map(([unit, times]) => unit.repeat(times)).join("")].slice(0, most).join(""),
    );
const note = fc.constantFrom(null, "(Tone: sad)", '(In March the user said: "I am going to Rome")');
/** Any exchange, now and then one of 4,000 characters. */
const exchange: fc.Arbitrary<Exchange> = fc.record({
  user: fc.oneof(
    { weight: 8, arbitrary: text(300) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("語".repeat(4000), "🦜".repeat(2000), "go on ".repeat(660)),
    },
  ),
  reply: text(300),
  note,
  hasRead: fc.boolean(),
});
const anyLimits = fc.constantFrom(nano, at(1024), at(2048), at(4096), at(8192));
const count = fc.constantFrom(usualTokens, worstTokens);

/** Whether a prompt begins with another: its messages, of which the last may have gone on. */
function extendsPrompt(later: PromptMessage[], earlier: PromptMessage[]): boolean {
  return earlier.every(({ role, content }, index) => {
    const now = later[index];
    const isLast = index === earlier.length - 1;
    return (
      now?.role === role && (isLast ? now.content.startsWith(content) : now.content === content)
    );
  });
}

const pairsOf = (steps: Step[]) =>
  steps.slice(1).map((step, index) => [steps[index]!, step] as const);

/** A conversation as people have them: two hundred messages of all lengths up to a few sentences. */
const phrases = [
  "I had a long day, and the train was late again.",
  "Really? Tell me more about that.",
  "My sister Ana is coming on Saturday and we want to cook something with fish and lemon.",
  "ok",
  "I keep thinking about the exam in June. What if I fail? I have not slept well for a week now.",
  "haha yes",
  "We went to the sea, the water was cold, the dog did not care at all and swam out twice.",
  "What would you do?",
];
const ordinary = (length: number, seed = 0): Exchange[] =>
  Array.from({ length }, (_, index) => ({
    user: `${phrases[(index * 5 + seed) % phrases.length]!} (${index})`,
    reply: `${phrases[(index * 3 + seed + 1) % phrases.length]!} And then? [${index}]`,
    note: index % 7 === 3 ? "(Tone: sad)" : null,
    hasRead: index % 3 !== 1,
  }));

describe("a conversation of any kind", () => {
  test("only grows its prompt within an epoch, byte for byte", () => {
    fc.assert(
      fc.property(
        fc.array(exchange, { maxLength: 25 }),
        anyLimits,
        count,
        (talk, limits, count) => {
          for (const [before, after] of pairsOf(replayTalk(talk, limits, { count }))) {
            if (after.epoch.number !== before.epoch.number) continue;
            expect(extendsPrompt(after.prompt, before.prompt)).toBe(true);
          }
        },
      ),
    );
  });

  test("never takes more than the model has besides the reply, whatever is said in whatever script", () => {
    fc.assert(
      fc.property(
        fc.array(exchange, { maxLength: 25 }),
        anyLimits,
        count,
        (talk, limits, count) => {
          for (const { promptTokens } of replayTalk(talk, limits, { count })) {
            expect(promptTokens).toBeLessThanOrEqual(
              limits.contextTokens - limits.replyReserveTokens,
            );
          }
        },
      ),
    );
  });

  test("has its last messages as they were said or in the summary when an epoch begins", () => {
    fc.assert(
      fc.property(fc.array(exchange, { maxLength: 25 }), (talk) => {
        for (const step of replayTalk(talk, at(1024))) expect(missingIn(step)).toEqual([]);
      }),
    );
  });
});

/** The last messages of which the prompt has not even the beginning: in its place, or quoted. */
function missingIn({ epoch, window, prompt }: Step): number[] {
  const said = prompt.slice(1).map(({ content }) => content);
  const missing = window.slice(-messagesKept).filter(({ sequence, content }) => {
    const [head = ""] = [...content.trim()];
    if (sequence >= epoch.firstSequence) return !said.some((text) => text.includes(head));
    const wasOld = sequence <= epoch.carriedThrough - messagesKept;
    return !wasOld && !epoch.summary.includes(`: "${head}`);
  });
  return missing.map(({ sequence }) => sequence);
}

describe.each([nano, at(1024), at(4096)])(
  "two hundred messages at $contextTokens tokens",
  (limits) => {
    test.each([0, 1, 2, 3])("roll over now and then, never twice within two turns (%i)", (seed) => {
      const steps = replayTalk(ordinary(100, seed), limits);
      const rolled = steps.flatMap(({ epoch }, index) =>
        index > 0 && epoch.number !== steps[index - 1]!.epoch.number ? [index] : [],
      );
      expect(rolled.length).toBeGreaterThan(0);
      const turnsBetween = rolled.slice(1).map((turn, index) => turn - rolled[index]!);
      expect(Math.min(...turnsBetween)).toBeGreaterThan(2);
      for (const step of steps) {
        expect(step.promptTokens).toBeLessThanOrEqual(
          limits.contextTokens - limits.replyReserveTokens,
        );
      }
    });

    test("read next to nothing twice but where an epoch begins", () => {
      let twice = 0;
      let all = 0;
      for (const [before, after] of pairsOf(replayTalk(ordinary(100), limits))) {
        all += after.promptTokens;
        const isSame = after.epoch.number === before.epoch.number;
        if (isSame && !extendsPrompt(after.prompt, before.prompt)) twice += after.promptTokens;
      }
      expect(twice / all).toBeLessThanOrEqual(0.01);
    });
  },
);

test("an epoch that has not been read yet waits, as long as the one in use has room", () => {
  const steps = replayTalk(
    ordinary(40).map(({ user, reply }) => ({ user, reply, hasRead: false })),
    at(1024),
  );
  const used = steps.map(({ epoch, window }, index) => ({
    isNew: index > 0 && epoch.number !== steps[index - 1]!.epoch.number,
    isLate: epoch.carriedThrough < window.length,
  }));
  const begun = used.filter(({ isNew }) => isNew);
  expect(begun.length).toBeGreaterThan(1);
  const inTime = replayTalk(ordinary(40), at(1024));
  expect(begun.length).toBeLessThanOrEqual(inTime.at(-1)!.epoch.number);
});

describe("a new epoch begins", () => {
  const talkOf = (steps: Step[]) => steps.at(-1)!;

  test("with what has changed of the user, at once", () => {
    const [before] = replayTalk(ordinary(1), at(1024), { talk: { traits: "a" } });
    expect(before!.epoch.reason).toBe("start");
    expect(talkOf(replayTalk(ordinary(3), at(1024))).epoch.number).toBe(1);
  });
});
