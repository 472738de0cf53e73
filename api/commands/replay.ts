import { validate as isUuid } from "uuid";

import { replayLedger } from "#api/relationship/replay.ts";
import type { Services } from "#api/services.ts";
import { readEnvironment } from "#deploy/environment.ts";
import { runProgram } from "#deploy/run-program.ts";
import { withServices } from "./open-services.ts";

const exitDifferent = 1;
const exitUsage = 2;

const usage = `Usage: npm run replay [-- --user <id>]

Plays the relationship ledger of every user (or of one) again from its first event and compares it
with what is stored: the score, stage and totals of each event, and the score of the profile. Prints
one JSON object a difference, then how much was compared. Changes nothing.

Exit codes: 0 all is as it should be, 1 there are differences, 2 this was not understood.`;

/** `npm run replay`: whether what is stored is what the ledgers add up to. */
async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv[0] === "--help") return console.log(usage);
  const [flag, userId, ...more] = argv;
  const isUnderstood =
    argv.length === 0 || (flag === "--user" && isUuid(userId) && more.length === 0);
  if (!isUnderstood) {
    console.error(usage);
    process.exit(exitUsage);
  }
  await withServices(readEnvironment(), "replay", async (services) => {
    const { users, differences } = await replay(services, userId);
    console.log(`Ledgers: ${users}, differences: ${differences}.`);
    if (differences > 0) process.exitCode = exitDifferent;
  });
}

async function replay({ relationships }: Services, userId: string | undefined) {
  const counts = { users: 0, differences: 0 };
  for await (const ledger of relationships.findLedgers(userId)) {
    const { differences } = replayLedger(ledger);
    for (const difference of differences) console.log(JSON.stringify(difference));
    counts.users += 1;
    counts.differences += differences.length;
  }
  return counts;
}

if (import.meta.main) await runProgram(main);
