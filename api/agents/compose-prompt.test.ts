import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { stages } from "#api/relationship/stage.ts";
import { personas } from "./choose-persona.ts";
import { composePrompt, type PromptLimits, type PromptMessage } from "./compose-prompt.ts";
import { estimateTokens } from "./estimate-tokens.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
  fc
    .tuple(fc.constantFrom("x", "語", "🦜 ", "word "), fc.integer({ min: 1, max: 800 }))
    .map(([unit, times]) => unit.repeat(times)),
);
const role = fc.constantFrom("user" as const, "assistant" as const);
const parts = fc.record({
  persona: fc.constantFrom(...Object.values(personas)),
  stage: fc.constantFrom(...stages),
  facts: fc.array(text, { maxLength: 5 }),
  language: fc.constantFrom("auto", "pt-PT"),
  window: fc.array(fc.record({ role, content: text, note: fc.constant(null) }), { maxLength: 12 }),
  content: text,
  note: fc.constantFrom(null, "(Tone: sad)"),
});
const limits = fc.record({
  contextTokens: fc.integer({ min: 1024, max: 8192 }),
  replyReserveTokens: fc.integer({ min: 1, max: 192 }),
  form: fc.constantFrom("chat" as const, "compact" as const),
});
const shrink = fc.constantFrom(1, 0.5, 0);

const plain: Parameters<typeof composePrompt>[0] = {
  persona: personas.sarah,
  stage: "stranger",
  facts: [],
  language: "auto",
  window: [],
  content: "Hello",
  note: null,
};
const small: PromptLimits = { contextTokens: 1024, replyReserveTokens: 192, form: "chat" };

const estimated = (messages: PromptMessage[]) =>
  messages.reduce((sum, { content }) => sum + estimateTokens(content) + 8, 0);

describe("a prompt, whatever was said", () => {
  test("never takes more than the model has besides the reply, by its own estimate", () => {
    fc.assert(
      fc.property(parts, limits, shrink, (parts, limits, shrink) => {
        const prompt = composePrompt(parts, limits, shrink);
        expect(estimated(prompt)).toBeLessThanOrEqual(
          limits.contextTokens - limits.replyReserveTokens,
        );
      }),
    );
  });

  test("begins with the system, then alternates from the user to the user", () => {
    fc.assert(
      fc.property(parts, limits, shrink, (parts, limits, shrink) => {
        const roles = composePrompt(parts, limits, shrink).map((message) => message.role);
        expect(roles.length % 2).toBe(0);
        expect(roles).toEqual(
          roles.map((_, i) => (i === 0 ? "system" : i % 2 ? "user" : "assistant")),
        );
      }),
    );
  });

  test("ends with the message itself, whole where it fits", () => {
    fc.assert(
      fc.property(parts, limits, (parts, limits) => {
        const last = composePrompt(parts, limits).at(-1)!.content;
        const alone = composePrompt({ ...parts, window: [] }, limits).at(-1)!.content;
        expect(last.endsWith(alone)).toBe(true);
      }),
    );
  });

  test("holds the last messages without a gap", () => {
    fc.assert(
      fc.property(parts, limits, (parts, limits) => {
        const all = parts.window.map(({ content }) => content).join("\n");
        const [, ...talk] = composePrompt(parts, limits);
        const kept = talk.map(({ content }) => content).join("\n");
        const { content } = composePrompt({ ...parts, window: [] }, limits).at(-1)!;
        expect(`\n${all}\n${content}`.endsWith(`\n${kept}`)).toBe(true);
      }),
    );
  });

  test("does not grow when it is shrunk", () => {
    fc.assert(
      fc.property(parts, limits, (parts, limits) => {
        const [whole, half, least] = [1, 0.5, 0].map((shrink) =>
          estimated(composePrompt(parts, limits, shrink)),
        );
        expect(half).toBeLessThanOrEqual(whole!);
        expect(least).toBeLessThanOrEqual(half!);
      }),
    );
  });
});

describe("a prompt", () => {
  test("says who answers, how close they are, and what is known", () => {
    const facts = ["name is Lena", "lives in Porto"];
    const [system] = composePrompt({ ...plain, facts, stage: "friend", language: "pt" }, small);
    expect(system!.content).toBe(
      [
        personas.sarah.core,
        personas.sarah.stageGuidance.friend,
        "Be curious, playful, teasing, candid; you may speak of interests, plans, work and study, family and friends, worries.",
        "Answer in Portuguese.",
        "What you know of the user: name is Lena; lives in Porto.",
      ].join("\n"),
    );
  });

  test("has the small model's own form where it asks for it", () => {
    const compact = { ...small, form: "compact" as const };
    const [empty] = composePrompt({ ...plain, stage: "close_friend" }, compact);
    expect(empty!.content).toBe(
      "You are Sarah, a warm and empathetic companion.\nRelationship: close friend.\nKnown facts: none.",
    );
    const [known] = composePrompt({ ...plain, facts: ["name is Lena"] }, compact);
    expect(known!.content).toContain("Known facts: name is Lena.");
  });

  test("has each message's note with it, where the form has room for that", () => {
    const window = [{ role: "user" as const, content: "Hm", note: "(Tone: happy)" }];
    const spoken = { ...plain, content: "My cat died", note: "(Tone: sad)", window };
    const said = (form: PromptLimits["form"]) => composePrompt(spoken, { ...small, form }).slice(1);
    expect(said("chat")).toEqual([
      { role: "user", content: "Hm\n(Tone: happy)\nMy cat died\n(Tone: sad)" },
    ]);
    expect(said("compact")).toEqual([{ role: "user", content: "Hm\nMy cat died" }]);
  });

  test("leaves out a fact too long for it, and keeps the others", () => {
    const facts = ["name is Lena", `lives in ${"語".repeat(255)}`, "likes tea"];
    const [system, message] = composePrompt({ ...plain, facts }, small);
    expect(system!.content).toContain("What you know of the user: name is Lena; likes tea.");
    expect(message).toEqual({ role: "user", content: "Hello" });
  });

  test("lets an unanswered message go rather than cut the one to be answered", () => {
    const window = [{ role: "user" as const, content: "old ".repeat(1000), note: null }];
    const content = "new ".repeat(180);
    expect(composePrompt({ ...plain, window, content }, small).at(-1)!.content).toBe(content);
  });
});
