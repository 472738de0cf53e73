/*
 * What reading one message costs: microseconds of each reader over the labelled sentences, and over
 * the longest message that is made to be slow. `node api/agents/read-message.bench.ts`.
 */

import { readsAsCrisis } from "#api/safety/read-crisis.ts";
import { readEmotion } from "#models/emotion/emotion.ts";
import { detectLanguage } from "./detect-language.ts";
import { readAgeClaim } from "./read-age-claim.ts";
import { readGenderClaim } from "./read-gender-claim.ts";
import { readIntent } from "./read-intent.ts";
import { nastyTexts, readLabelled } from "./testing/labelled.ts";

const rounds = 10;
const readers = {
  readEmotion,
  readGenderClaim,
  readAgeClaim,
  detectLanguage,
  readsAsCrisis,
  readIntent,
};
const texts = readLabelled<{ text: string }>("intents.dev").map(({ text }) => text);

/** Microseconds of each call, sorted. */
function timesOf(read: (text: string) => unknown, texts: readonly string[]): number[] {
  const times = texts.map((text) => {
    const from = performance.now();
    read(text);
    return (performance.now() - from) * 1000;
  });
  return times.toSorted((a, b) => a - b);
}

const at = (times: number[], share: number) => times[Math.floor((times.length - 1) * share)]!;

for (const [name, read] of Object.entries(readers)) {
  const cold = timesOf(read, texts);
  for (let round = 2; round < rounds; round += 1) timesOf(read, texts);
  const warm = timesOf(read, texts);
  const worst = at(timesOf(read, nastyTexts), 1);
  const row = [at(cold, 0.5), at(warm, 0.5), at(warm, 0.99), worst].map((us) => us.toFixed(0));
  const [first, median, slow, longest] = row;
  process.stdout.write(
    `${name}: median ${median} µs (${first} at first), 99th percentile ${slow} µs, ` +
      `4,000 nasty characters ${longest} µs\n`,
  );
}
