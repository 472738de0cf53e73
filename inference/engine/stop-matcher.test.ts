import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { StopMatcher } from "./stop-matcher.ts";

const word = fc.string({ unit: fc.constantFrom("a", "b", "\n"), minLength: 1, maxLength: 4 });
const pieces = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\n", "x"), maxLength: 3 }));

function feed(stops: string[], text: string[]) {
  const matcher = new StopMatcher(stops);
  let out = "";
  for (const piece of text) {
    const { text: safe, stopped } = matcher.push(piece);
    out += safe;
    if (stopped) return { out, stopped };
  }
  return { out: out + matcher.flush(), stopped: false };
}

describe("stop strings", () => {
  it("cut the text where the first of them begins, however it is split", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), pieces, (stops, text) => {
        const { out, stopped } = feed(stops, text);
        const whole = text.join("");
        const isThere = stops.some((stop) => whole.includes(stop));
        expect(stopped).toBe(isThere);
        expect(whole.startsWith(out)).toBe(true);
        expect(stops.some((stop) => out.includes(stop))).toBe(false);
        expect(isThere || out === whole).toBe(true);
      }),
    );
  });

  it("hold back no more than could still become one", () => {
    const matcher = new StopMatcher(["END"]);
    expect(matcher.push("the E").text).toBe("the ");
    expect(matcher.push("N").text).toBe("");
    expect(matcher.push("emy").text).toBe("ENemy");
  });
});
