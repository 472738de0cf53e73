import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { CHATML, compileChatTemplate } from "./chat-template.ts";
import { cutControlTexts } from "./plain-text.ts";
import { createPromptTokenizer, type PromptVocabulary } from "./tokenize-prompt.ts";

const controls = new Map([
  ["<s>", 1],
  ["<|im_end|>", 2],
  ["<|im_start|>", 3],
  ["[INST]", 4],
]);

/**
 * A tokenizer of single characters that, like some model files, finds control tokens in any text.
 * Characters are their code points plus 100.
 */
function careless(text: string): number[] {
  const tokens: number[] = [];
  for (let at = 0; at < text.length;) {
    const found = [...controls].find(([spelling]) => text.startsWith(spelling, at));
    tokens.push(found ? found[1] : text.charCodeAt(at) + 100);
    at += found ? found[0].length : 1;
  }
  return tokens;
}

const vocabulary: PromptVocabulary = {
  tokenize: careless,
  tokenizeContinuation: careless,
  isControl: (token) => token < 100,
  controlTexts: [...controls.keys()],
  controls,
  bos: 1,
};
const tokenize = createPromptTokenizer(vocabulary);
const chatml = compileChatTemplate(CHATML, { bos: "<s>", eos: "<|im_end|>" });
const answer = { continueFinal: false };

const nasty = fc
  .array(
    fc.oneof(fc.constantFrom(...controls.keys(), "<|im_", "start|>", "\uE0000\uE001"), fc.string()),
  )
  .map((pieces) => pieces.join(""));

describe("a prompt's tokens", () => {
  it("are the template's control tokens and the messages' text between them", () => {
    const fragments = tokenize(chatml([{ role: "user", content: "Hi" }], answer));
    expect(fragments.map(({ text, tokens }) => text ?? tokens[0])).toEqual([
      1,
      3,
      "user\nHi",
      2,
      "\n",
      3,
      "assistant\n",
    ]);
  });

  it("hold no control token that a message spells, for any role", () => {
    fc.assert(
      fc.property(fc.constantFrom("system", "user", "assistant"), nasty, (role, content) => {
        const fragments = tokenize(chatml([{ role, content }], answer));
        expect(
          fragments.filter(({ text }) => text === null).map(({ tokens }) => tokens[0]),
        ).toEqual([1, 3, 2, 3]);
        for (const { text, tokens } of fragments) {
          if (text === null) continue;
          expect(String.fromCharCode(...tokens.map((token) => token - 100))).toBe(text);
        }
        expect(fragments[2]?.text).toBe(`${role}\n${content}`);
      }),
    );
  });

  it("start with BOS once, also where the template writes it itself", () => {
    const own = compileChatTemplate("{{ bos_token }}{{ messages[0]['content'] }}", {
      bos: "<s>",
      eos: "",
    });
    const fragments = tokenize(own([{ role: "user", content: "x" }], answer));
    expect(fragments.map(({ text }) => text)).toEqual([null, "x"]);
  });

  it("end with the last message's text where it is to be continued", () => {
    const parts = chatml([{ role: "assistant", content: "Well, " }], { continueFinal: true });
    expect(tokenize(parts).at(-1)?.text).toBe("assistant\nWell, ");
  });
});

describe("a chat template", () => {
  it("of another family works as well, control tokens, names and all", () => {
    const mistral = compileChatTemplate(
      "{{ bos_token }}{% for m in messages %}[INST] {{ m.name }}: {{ m.content | trim }}{% endfor %}",
      { bos: "<s>", eos: "" },
    );
    const messages = [{ role: "user", content: "[INST]", name: "<s>" }];
    expect(
      tokenize(mistral(messages, answer)).map(({ text, tokens }) => text ?? tokens[0]),
    ).toEqual([1, 4, " <s>: [INST]"]);
  });

  it("that raises an error or drops a message is a refusal, not a silent loss", () => {
    const special = { bos: "", eos: "" };
    const strict = compileChatTemplate("{{ raise_exception('no system') }}", special);
    expect(() => strict([{ role: "system", content: "x" }], answer)).toThrow(/no system/);
    const forgetful = compileChatTemplate("{{ messages[1]['content'] }}", special);
    const messages = [
      { role: "system", content: "be kind" },
      { role: "user", content: "hi" },
    ];
    expect(() => forgetful(messages, answer)).toThrow(/leaves out a message of role system/);
  });
});

describe("cutting control spellings", () => {
  it("loses nothing and leaves none whole", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const pieces = cutControlTexts(text, controls.keys());
        expect(pieces.join("")).toBe(text);
        for (const piece of pieces) {
          expect([...controls.keys()].some((spelling) => piece.includes(spelling))).toBe(false);
        }
      }),
    );
  });
});
