/*
 * `npm run bench:memory -- [SEED]…`: how much of what answers a question is found in made-up years
 * of conversation, beside plain BM25. Percent of the evidence among the first 5, 10, 25 and 50; for
 * questions without an answer, how many messages are offered all the same. Without seeds it takes
 * those that are reported.
 */

import { createBm25 } from "./bm25.ts";
import { createMemoryYear } from "./memory-year.ts";
import { type Ranker, runMemoryBench } from "./run-memory-bench.ts";

const reportedSeeds = [1, 2, 3];

const plainBm25: Ranker = {
  name: "plain BM25",
  open: ({ messages }) => {
    const rank = createBm25(messages);
    return ({ text }) => rank(text);
  },
};

const seeds = process.argv.slice(2).map(Number);
const years = (seeds.length === 0 ? reportedSeeds : seeds).map(createMemoryYear);
for (const line of await runMemoryBench([plainBm25], years)) process.stdout.write(`${line}\n`);
