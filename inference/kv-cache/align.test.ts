import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { align, without } from "./align.ts";
import { commonPrefix, type Fragment, toTokens } from "./fragments.ts";

const limit = 1000;
const control = (token: number): Fragment => ({ text: null, tokens: [token] });
const run = (text: string): Fragment => ({
  text,
  tokens: Array.from(text, (letter) => letter.codePointAt(0) ?? 0),
});
/** A chat as fragments: each text between two control tokens. */
const chat = (...texts: string[]) => texts.flatMap((text) => [control(1), run(text), control(2)]);
const held = (fragments: Fragment[]) => ({ fragments, tokens: toTokens(fragments) });

const long = (letter: string) => letter.repeat(40);

describe("how a prompt goes on from what is held", () => {
  it("is from the end of what it has in common with it", () => {
    const before = held(chat("persona", "hello"));
    const plan = align(chat("persona", "hello", "next"), before, { limit, canErase: true });
    expect(plan).toMatchObject({ common: before.tokens.length });
    expect(plan.erase).toBeUndefined();
  });

  it("keeps what came after the messages that left the middle", () => {
    const before = held(chat("persona", "left", "gone", long("x"), long("y")));
    const prompt = chat("persona", long("x"), long("y"), "next");
    const plan = align(prompt, before, { limit, canErase: true });
    const range = { start: 10, end: 22 };
    expect(plan.erase).toEqual(range);
    expect(plan.common).toBe(before.tokens.length - 12);
    expect(without(before, range)).toEqual(held(chat("persona", long("x"), long("y"))));
  });

  it("does so only where that is allowed, and where enough stays", () => {
    const before = held(chat("persona", "left", long("x")));
    const prompt = chat("persona", long("x"), "next");
    expect(align(prompt, before, { limit, canErase: false }).erase).toBeUndefined();
    const little = held(chat("persona", "left", "x"));
    const shorter = chat("persona", "x", "next");
    expect(align(shorter, little, { limit, canErase: true }).erase).toBeUndefined();
  });

  it("never takes out the very beginning", () => {
    const before = held([...chat("persona"), ...chat(long("x"))]);
    const plan = align([run(long("x")), control(2)], before, { limit, canErase: true });
    expect(plan.erase).toBeUndefined();
  });

  it("takes the prompt's own tokens where the held ones would not fit", () => {
    const fragments = [control(1), { text: "abc", tokens: [7, 8, 9, 10] }];
    const before = { fragments, tokens: toTokens(fragments) };
    const prompt = [control(1), run("abc")];
    expect(align(prompt, before, { limit: 6, canErase: false }).tokens).toEqual([1, 7, 8, 9, 10]);
    expect(align(prompt, before, { limit: 5, canErase: false }).tokens).toEqual([1, 97, 98, 99]);
  });

  it("calls common only what is held there once the rest is taken out, and changes no text", () => {
    const texts = fc.array(fc.constantFrom("a", "b", long("x"), long("y"), long("z")), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(texts, texts, fc.nat(300), fc.boolean(), (asked, was, cut, canErase) => {
        const all = held(chat("p", ...was));
        const before = {
          ...all,
          tokens: all.tokens.slice(0, Math.max(1, all.tokens.length - cut)),
        };
        const prompt = chat("p", ...asked);
        const plan = align(prompt, before, { limit, canErase });
        const left = plan.erase ? without(before, plan.erase) : before;
        expect(commonPrefix(plan.tokens, left.tokens)).toBe(plan.common);
        expect(plan.tokens).toEqual(toTokens(prompt));
        expect(plan.erase?.start).not.toBe(0);
      }),
    );
  });
});
