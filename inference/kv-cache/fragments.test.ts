import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { append, commonPrefix, type Fragment, reuseTokens, toTokens } from "./fragments.ts";

const control = (token: number): Fragment => ({ text: null, tokens: [token] });
const run = (text: string, tokens = Array.from(text, (c) => c.codePointAt(0) ?? 0)): Fragment => ({
  text,
  tokens,
});
const fragment = fc.oneof(
  fc.nat(2).map(control),
  fc.string({ minLength: 1, maxLength: 3 }).map((text) => run(text)),
);
const prompts = fc.array(fragment, { maxLength: 8 });

const spell = (fragments: readonly Fragment[]) =>
  fragments.map(({ text, tokens }) => text ?? `<${tokens[0]}>`).join("\0");

describe("reusing tokens", () => {
  it("never changes what the prompt says", () => {
    fc.assert(
      fc.property(prompts, prompts, (prompt, held) => {
        expect(spell(reuseTokens(prompt, held))).toBe(spell(prompt));
      }),
    );
  });

  it("takes a written reply's own tokens where its text is the same", () => {
    const asked = [control(1), run("assistant\n")];
    const held = append(asked, { text: "Hey", tokens: [901, 902] });
    const next = [control(1), run("assistant\nHey"), control(2)];
    const reused = reuseTokens(next, held);
    expect(toTokens(reused)).toEqual([...toTokens(asked), 901, 902, 2]);
    expect(commonPrefix(toTokens(reused), toTokens(held))).toBe(toTokens(held).length);
  });

  it("stops at the first difference", () => {
    const held = [run("a", [11]), run("b", [12]), run("c", [13])];
    const prompt = [run("a", [1]), run("x", [2]), run("c", [3])];
    expect(toTokens(reuseTokens(prompt, held))).toEqual([11, 2, 3]);
  });

  it("tells one control token from another, and from text", () => {
    expect(reuseTokens([control(1)], [control(2)])).toEqual([control(1)]);
    expect(reuseTokens([run("", [])], [control(2)])).toEqual([run("", [])]);
  });
});

describe("what a slot holds after a reply", () => {
  it("keeps control tokens apart from text", () => {
    expect(append([run("a", [1])], control(2))).toEqual([run("a", [1]), control(2)]);
    expect(append([control(2)], run("b", [3]))).toEqual([control(2), run("b", [3])]);
  });
});
