import type { Random } from "./random.ts";

/** Types a text as people do: without capitals, apostrophes or a full stop, with a slip here and there. */
export function roughen(text: string, keep: readonly string[], random: Random): string {
  const parts = splitKept(text, keep);
  const careless = random.chance(0.25);
  const typed = parts
    .map((part, index) => (index % 2 === 1 ? part : typeFreely(part, careless, random)))
    .join("");
  if (random.chance(0.35)) return typed.toLowerCase();
  return random.chance(0.5) ? typed.charAt(0).toUpperCase() + typed.slice(1) : typed;
}

/** The text in turns of what may be mistyped and what may not. */
function splitKept(text: string, keep: readonly string[]): string[] {
  const escaped = keep
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return keep.length === 0 ? [text] : text.split(new RegExp(`(${escaped.join("|")})`));
}

function typeFreely(text: string, careless: boolean, random: Random): string {
  const slipShare = careless ? 0.09 : 0.008;
  const slipped = text.replaceAll(/\p{L}{5,}/gu, (word) =>
    random.chance(slipShare) ? slip(word, random) : word,
  );
  return careless && random.chance(0.6) ? slipped.replaceAll("'", "") : slipped;
}

/** Two letters swapped, one dropped, or one doubled; never the first. */
function slip(word: string, random: Random): string {
  const at = 1 + random.below(word.length - 2);
  const [a = "", b = ""] = [word[at], word[at + 1]];
  const instead = random.pick([b + a, b, a + a + b]);
  return word.slice(0, at) + instead + word.slice(at + 2);
}
