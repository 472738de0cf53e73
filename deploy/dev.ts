import { join } from "node:path";

import { programsOf, type Program } from "./changed-programs.ts";
import { openDataDir } from "./data-dir.ts";
import { readEnvironment, type Environment } from "./environment.ts";
import { startInference } from "./inference.ts";
import { runProgram } from "./run-program.ts";
import { stopRequested } from "./stop-signals.ts";
import { SupervisedProcess } from "./supervised-process.ts";
import { watchTrees } from "./watch-trees.ts";

/*
 * `npm run dev`: both programs, each restarted when a source file of its own changes.
 *
 * Not `node --watch`: its watcher outlives a killed parent, and it follows imports only, so that a
 * changed .env or migration goes unseen.
 */

const ROOT = join(import.meta.dirname, "..");
const WATCHED = ["api", "db", "deploy", "inference", "models"];

type Programs = { [name in Program]?: SupervisedProcess };

const log = (line: string) => console.error(line);

async function main(): Promise<void> {
  const stop = stopRequested();
  const env = readEnvironment();
  const dataDir = await openDataDir(env["DATA_DIR"] ?? ".data");
  const inference = env["INFERENCE_URL"] ? undefined : await startInference(env, dataDir, log);
  const api = startApi({ ...env, ...inference?.settings, DATA_DIR: dataDir });
  const programs: Programs = inference ? { api, inference: inference.process } : { api };

  watchTrees(ROOT, WATCHED, (paths) => void restartChanged(programs, paths));
  await stop;
  await api.stop();
  await inference?.process.stop();
  process.exit(0);
}

/** The API through `npm start`'s own program, which finds the inference server in its settings. */
function startApi(env: Environment): SupervisedProcess {
  const api = new SupervisedProcess({
    title: "API",
    program: join(ROOT, "deploy", "start.ts"),
    env,
    afterDeath() {
      log("The API is down. It starts again when a file changes.");
      return undefined;
    },
    log,
  });
  api.start();
  return api;
}

async function restartChanged(programs: Programs, paths: string[]): Promise<void> {
  const causes = paths.filter((path) => programsOf(path).length > 0);
  const names = new Set<string>(causes.flatMap((path) => programsOf(path)));
  const found = Object.entries(programs).filter(([name]) => names.has(name));
  if (found.length === 0) return;
  const more = causes.length > 1 ? ` and ${causes.length - 1} more` : "";
  log(`${causes[0]}${more} changed: restarting ${found.map(([name]) => name).join(" and ")}`);
  await Promise.all(found.map(([, program]) => program.restart()));
}

if (import.meta.main) await runProgram(main);
