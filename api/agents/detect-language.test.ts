import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { detectLanguage } from "./detect-language.ts";
import { nastyTexts, readLabelled } from "./testing/labelled.ts";

interface Row {
  text: string;
  language: string | null;
}

function score(rows: Row[]): { right: number; misnamed: number } {
  const read = rows.map(({ text, language }) => ({ language, found: detectLanguage(text) }));
  const right = read.filter(({ language, found }) => found === language).length;
  const misnamed = read.filter(
    ({ language, found }) => found !== null && found !== language,
  ).length;
  return { right: right / rows.length, misnamed: misnamed / rows.length };
}

describe("the language of a text", () => {
  test("is told on texts the rules were not written by", ({ annotate }) => {
    const { right, misnamed } = score(readLabelled<Row>("languages.held-out"));
    void annotate(`held out: right ${right.toFixed(3)}, misnamed ${misnamed.toFixed(3)}`);
    expect(right).toBeGreaterThanOrEqual(0.955);
    expect(misnamed).toBeLessThanOrEqual(0.02);
  });

  test("is told on texts the rules were written by", () => {
    expect(score(readLabelled<Row>("languages.dev"))).toEqual({ right: 1, misnamed: 0 });
  });

  test.each([
    ["en", "Das Boot is my dad's favourite film"],
    ["es", "hola amigo"],
    ["fr", "merci"],
    ["de", "in Ordnung"],
    ["it", "ciao bella"],
    ["uk", "дуже сумую за бабусею"],
    ["ja", "東京タワーに行きたい"],
    ["fa", "سلام چطوری"],
    [null, "Berlin"],
    [null, "ok haha"],
    [null, "qwertz jkl"],
    [null, "https://example.org/the-and-you"],
    [null, "👍"],
    [null, ""],
  ])("is %j in %j", (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  test("is a primary tag or null, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(detectLanguage(text) ?? "xx").toMatch(/^[a-z]{2,3}$/);
      }),
    );
    for (const text of nastyTexts) detectLanguage(text);
  });
});
