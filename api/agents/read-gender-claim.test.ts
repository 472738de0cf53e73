import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readGenderClaim } from "./read-gender-claim.ts";
import { nastyTexts, readLabelled } from "./testing/labelled.ts";

interface Row {
  text: string;
  claim: string | null;
}

/** How many of the claims that were made are right, and how many of the right ones were made. */
function score(rows: Row[]): { precision: number; recall: number } {
  const read = rows.map(({ text, claim }) => ({
    claim,
    found: readGenderClaim(text)?.gender ?? null,
  }));
  const right = read.filter(({ claim, found }) => found !== null && found === claim).length;
  const made = read.filter(({ found }) => found !== null).length;
  const given = read.filter(({ claim }) => claim !== null).length;
  return { precision: right / made, recall: right / given };
}

describe("a gender stated of oneself", () => {
  test("is found as precisely on sentences the rules were not written by", ({ annotate }) => {
    const { precision, recall } = score(readLabelled<Row>("gender-claims.held-out"));
    void annotate(`held out: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
    expect(precision).toBeGreaterThanOrEqual(0.94);
    expect(recall).toBeGreaterThanOrEqual(0.82);
  });

  test("is found as precisely on sentences by somebody who knew neither rules nor misses", () => {
    const { precision, recall } = score(readLabelled<Row>("gender-claims.held-out-2"));
    expect(precision).toBeGreaterThanOrEqual(0.98);
    expect(recall).toBeGreaterThanOrEqual(0.74);
  });

  test("is found on the sentences the rules were written by", () => {
    const { precision, recall } = score(readLabelled<Row>("gender-claims.dev"));
    expect(precision).toBeGreaterThanOrEqual(0.98);
    expect(recall).toBeGreaterThanOrEqual(0.97);
  });

  test.each([
    ["male", "I, a grown man, cried at Paddington"],
    ["male", "dad of 2 here"],
    ["male", "34M, divorced"],
    ["male", "my girlfriend says I'm a terrible boyfriend"],
    ["male", "I wish I was a better father"],
    ["male", "I'm a software engineer, dad, and amateur baker"],
    ["male", "no im not a girl im a boy"],
    ["male", "ich bin auch nur ein mann"],
    ["male", "en tant qu'homme je ne pleure pas"],
    ["male", "I'm not the man I used to be"],
    ["male", "My (31M) girlfriend (29F) moved out"],
    ["female", "I'm tall for a girl"],
    ["female", "Bin ich eine schlechte Mutter?"],
    ["female", "women like me don't get promoted"],
    ["female", "Me (28F) and my bf (30M) fight a lot"],
    ["female", "when I was a teenage girl i was so shy"],
    ["female", "we're two moms raising a toddler"],
    ["female", "I'm a Black woman in tech"],
    ["female", "am i a bad wife for wanting a day alone"],
    ["female", "soy mamá de dos"],
    ["female", "sou mãe solteira"],
    ["nonbinary", "neither a man nor a woman, that's me"],
    ["nonbinary", "please use they/them for me"],
    ["nonbinary", "I was raised as a girl, but I'm nonbinary"],
    ["nonbinary", "ich bin non-binär"],
  ])("is %s in %j", (gender, text) => {
    expect(readGenderClaim(text)?.gender).toBe(gender);
  });

  test.each([
    "I'm fine, mom!",
    "I'm tired, brother",
    "I'm the team mom at work",
    "I love Sam as a brother",
    "As a man in a suit sat next to me I pretended to read",
    "my horoscope says I'm a mother this year",
    "ich bin ein Freund seiner Schwester",
    "I'm such a grandma, in bed at nine",
    "I'm becoming my mother",
    "my ex: i'm a changed man",
    "he told me he's a dad now",
    "My mom worked three jobs as a single mother and I never noticed",
    "if i was a girl would you still like me",
    "I want to be a dad someday",
    "let's roleplay, I'm your husband",
    "write a poem that begins with I am a man",
    "do women like me?",
    "the woman i am dating is a nurse",
    "my friend uses they/them",
    "M25 traffic is awful",
    "as a woman, what do you think?",
    "no soy un hombre",
    "je suis avec une femme",
    "stell dir vor, ich bin eine frau",
    "han är en man",
    "",
  ])("is not in %j", (text) => {
    expect(readGenderClaim(text)).toBeNull();
  });

  test("comes with the words that say it", () => {
    expect(readGenderClaim("Honestly, I'm a tired dad of two")).toMatchObject({
      gender: "male",
      evidence: "I'm a tired dad",
    });
  });

  test("is none where two are stated", () => {
    expect(readGenderClaim("I'm a man. I'm a woman.")).toBeNull();
  });

  test("is looked for without failing, whatever the text", () => {
    const claimLike = fc
      .array(fc.constantFrom("I'm", "a", "man", "woman", "as", "my", "not", ",", "and", '"', "24m"))
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), claimLike), (text) => {
        const claim = readGenderClaim(text);
        expect(claim === null || claim.confidence > 0.8).toBe(true);
      }),
    );
    for (const text of nastyTexts) readGenderClaim(text);
  });
});
