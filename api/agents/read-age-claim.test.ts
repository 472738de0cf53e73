import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readAgeClaim } from "./read-age-claim.ts";
import { nastyTexts } from "./testing/labelled.ts";

describe("an age stated of oneself", () => {
  test.each([
    ["I'm 16", 16],
    ["im sixteen lol", 16],
    ["I'm turning 17 next month", 16],
    ["I'll be 18 in May", 17],
    ["I'm almost 18", 17],
    ["I turned 18 yesterday", 18],
    ["16f here, bored", 16],
    ["I (15M) had a fight with my mom", 15],
    ["I'm a 15 year old girl", 15],
    ["as a 14 year old I have no say", 14],
    ["I'm Tom, 15, from Ohio", 15],
    ["I'm 34 and tired", 34],
    ["I'm 30, she's 12", 30],
    ["tengo 15 años", 15],
    ["j'ai 17 ans", 17],
    ["ich bin 16 jahre alt", 16],
    ["tenho 14 anos", 14],
    ["ho 19 anni", 19],
    ["ik ben 16 jaar", 16],
  ])("in %j is %i", (text, age) => {
    expect(readAgeClaim(text)).toMatchObject({ age, isExact: true });
  });

  test.each([
    "I'm in 9th grade",
    "I'm a minor",
    "im not 18 yet",
    "I'm in high school",
    "I'm a junior in high school",
    "soy menor de edad",
  ])("in %j is below 18, and not exact", (text) => {
    const claim = readAgeClaim(text);
    expect(claim?.age).toBeLessThan(18);
    expect(claim?.isExact).toBe(false);
  });

  test.each([
    "I'm 16 weeks pregnant",
    "I'm 20 minutes late",
    "I'm 5'10",
    "I'm 90% sure",
    "I'm 10 out of 10 tired",
    "my brother is 16",
    "when I was 16 I ran away",
    "I feel like I'm 16 again",
    "she said I'm 12",
    "if I was 16",
    "I'm not 16",
    "Do you think I'm 16?",
    "I have 16 cats",
    "write a story: I'm 12",
    "I'm a high school teacher",
    "",
  ])("is not in %j", (text) => {
    expect(readAgeClaim(text)).toBeNull();
  });

  test("is the lowest of several, as the law protects the young", () => {
    expect(readAgeClaim("I'm 19. Ok fine, I'm 15.")?.age).toBe(15);
  });

  test("is found for every age in whole years that somebody who writes can have", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 99 }), (age) => {
        expect(readAgeClaim(`hey, I'm ${age}`)?.age).toBe(age);
        expect(readAgeClaim(`my sister said I'm ${age}`)).toBeNull();
      }),
    );
  });

  test("is looked for without failing, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const age = readAgeClaim(text)?.age ?? 20;
        expect(age >= 5 && age <= 99).toBe(true);
      }),
    );
    for (const text of nastyTexts) readAgeClaim(text);
  });
});
