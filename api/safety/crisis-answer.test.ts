import { describe, expect, test } from "vitest";

import { crisisAnswer } from "./crisis-answer.ts";
import { helpLinesFor } from "./help-lines.ts";

const personas = ["sarah", "xhash", "neutral"] as const;
const languages = ["en", "es", "de", "fr", "pt"];

describe("a crisis answer", () => {
  test.each([
    ["US", "988", "911"],
    ["GB", "116 123", "999"],
    ["DE", "0800 111 0 111", "112"],
    ["FR", "3114", "112"],
    ["ES", "024", "112"],
    ["AU", "13 11 14", "000"],
    ["NZ", "1737", "111"],
  ])("in %s names the line %s, and %s for danger", (country, contact, emergency) => {
    const { text, resources } = crisisAnswer({ persona: "sarah", country, language: "en" });
    expect(text).toContain(contact);
    expect(text).toContain(emergency);
    expect(resources[0]).toMatchObject({ country });
    expect(resources[0]!.contact).toContain(contact);
    expect(resources.at(-1)).toMatchObject({ country: null, url: "https://findahelpline.com" });
  });

  test.each([null, "JP", "XX"])("where no line of %s is known names the directory", (country) => {
    const { text, resources } = crisisAnswer({ persona: "neutral", country, language: null });
    expect(text).toContain("https://findahelpline.com");
    expect(resources).toHaveLength(1);
  });

  test.each(languages)("speaks %s in three voices, and says that it is an AI", (language) => {
    const texts = personas.map(
      (persona) => crisisAnswer({ persona, country: "IE", language }).text,
    );
    expect(new Set(texts).size).toBe(3);
    for (const text of texts) expect(text).toMatch(/\bAI\b|\bIA\b|\bKI\b/);
  });

  test("takes a language by its primary tag, and English for one it does not speak", () => {
    const of = (language: string | null) =>
      crisisAnswer({ persona: "xhash", country: "US", language }).text;
    expect(of("de-AT")).toBe(of("de"));
    expect(of("ja")).toBe(of("en"));
    expect(of(null)).toBe(of("en"));
    expect(of("constructor")).toBe(of("en"));
  });

  test("promises nothing and diagnoses nothing", () => {
    for (const persona of personas) {
      const { text } = crisisAnswer({ persona, country: "US", language: "en" });
      expect(text).not.toMatch(/promise|always be here|will be (?:fine|okay)|depress|disorder/i);
    }
  });
});

test("a help line can be reached by a number and on the web", () => {
  for (const country of ["US", "CA", "IE", "BR", "BE", "IN", "UA"]) {
    for (const { contact, url } of helpLinesFor(country)) {
      expect(contact).toMatch(/\d{3}|findahelpline/);
      expect(new URL(url).protocol).toBe("https:");
    }
  }
});
