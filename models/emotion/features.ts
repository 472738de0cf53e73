/**
 * What the emotion model sees of a text: its words, pairs of neighbours, beginnings and endings of
 * words, words after a negation, shouting and length. Training and reading share this file, so a
 * change here means training anew.
 */

/** Slots are numbers below this. A million keep chance collisions with a chosen slot below 2 %. */
export const slotCount = 2 ** 20;

/** What people write by the thousand words is read at its beginning: it bounds the time. */
const maxCharacters = 1000;

const token =
  /\p{L}+(?:['’]\p{L}+)?|\[\p{L}+\]|\p{N}+|[!?]+|\.{2,}|[:;=][-']?[()dp/|]|<3|[^\s\uFE0F]/giu;
const word = /^\p{L}+$/u;
const repeated = /(.)\1{2,}/gu;
const shouted = /^\p{Lu}{3,}$/u;

/** A negation colours this many words after it. */
const negationReach = 3;
const negations = new Set(
  "not no never don't doesn't didn't isn't wasn't can't cannot won't wouldn't aren't ain't without dont cant isnt".split(
    " ",
  ),
);

/** The slots of a text's features, each once. */
export function slotsOf(text: string): Set<number> {
  const slots = new Set<number>();
  for (const feature of featuresOf(text)) slots.add(slotOf(feature));
  return slots;
}

/** The features of a text by name; some may come twice. */
export function featuresOf(text: string): string[] {
  const written = text.slice(0, maxCharacters).match(token) ?? [];
  const words = written.map((one) =>
    one.replace("’", "'").toLowerCase().replaceAll(repeated, "$1$1"),
  );
  const features = [`len:${Math.min(6, Math.floor(words.length / 5))}`];
  if (written.some((one) => shouted.test(one))) features.push("caps");
  let previous = "^";
  let negated = 0;
  for (const one of words) {
    features.push(`w:${one}`, `b:${previous} ${one}`);
    previous = one;
    if (negations.has(one)) {
      negated = negationReach;
    } else if (word.test(one) && negated > 0) {
      features.push(`n:${one}`);
      negated -= 1;
    }
    if (word.test(one)) features.push(`p:${one.slice(0, 4)}`, `q:${one.slice(-3)}`);
  }
  features.push(`b:${previous} $`);
  return features;
}

/** FNV-1a over UTF-16 code units, mixed and cut to a slot. */
function slotOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at += 1) {
    hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) & (slotCount - 1);
}
