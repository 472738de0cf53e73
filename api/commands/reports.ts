import { readEnvironment } from "#deploy/environment.ts";
import { runProgram } from "#deploy/run-program.ts";
import { withServices } from "./open-services.ts";

const exitUsage = 2;

const usage = `Usage: npm run reports [-- <count>]

The newest reports of replies (20, or <count> of them), one JSON object a line: why and when, the
reported reply and the message it answers. Nothing else of the conversation and nothing of the user.`;

/** `npm run reports`: what users reported, for the operator. */
async function main(): Promise<void> {
  const [count = "20", ...more] = process.argv.slice(2);
  if (count === "--help") return console.log(usage);
  if (more.length > 0 || !/^[1-9]\d{0,5}$/.test(count)) {
    console.error(usage);
    process.exit(exitUsage);
  }
  await withServices(readEnvironment(), "reports", async ({ reports }) => {
    for (const report of await reports.findNewest(Number(count))) {
      console.log(JSON.stringify(report));
    }
  });
}

if (import.meta.main) await runProgram(main);
