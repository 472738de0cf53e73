import { setTimeout as sleep } from "node:timers/promises";

import { openDataDir } from "./data-dir.ts";
import { readEnvironment, type Environment } from "./environment.ts";
import { startInference, type OwnInference } from "./inference.ts";
import { askInferenceHealth, readyLine } from "./ready-line.ts";
import { runProgram } from "./run-program.ts";
import { claimFolder } from "./running-instance.ts";
import { StartupError } from "./startup-error.ts";
import { stopRequested } from "./stop-signals.ts";

/*
 * `npm start`: both programs on this machine. The API runs in this process, the inference server,
 * unless INFERENCE_URL names another, in a child that is started again whenever it dies.
 */

/** How long to wait for the model before saying that it is still loading. */
const MODEL_WAIT_MS = 60_000;

const log = (line: string) => console.error(line);

async function main(): Promise<void> {
  const stop = stopRequested();
  const env = readEnvironment();
  const dataDir = await openDataDir(env["DATA_DIR"] ?? ".data");
  const instance = await claimFolder(dataDir);
  const inference = env["INFERENCE_URL"] ? undefined : await startInference(env, dataDir, log);
  try {
    const api = await loadApi({ ...env, ...inference?.settings, DATA_DIR: dataDir });
    instance.recordAddress(api.url);
    try {
      await serve(api.url, inference, stop);
    } finally {
      await api.close();
    }
  } finally {
    await inference?.process.stop();
    instance.release();
  }
  process.exit(0);
}

/** Imported only now, so that the child starts up while this process reads the API's modules. */
async function loadApi(env: Environment) {
  const { startApi } = await import("#api/entry/node.ts");
  return startApi(env);
}

/** Says that all is ready, then waits until there is a reason to stop. */
async function serve(
  apiUrl: string,
  inference: OwnInference | undefined,
  stop: Promise<void>,
): Promise<void> {
  const misconfigured = inference?.process.gaveUp.then(() => {
    throw new StartupError("");
  });
  const ended = Promise.race(misconfigured ? [stop, misconfigured] : [stop]);
  await Promise.race([ended, modelLoaded(inference)]);
  const health = askInferenceHealth(apiUrl).then((found) => ({ found }));
  const state = await Promise.race([ended, health]);
  if (state) console.log(readyLine(apiUrl, state.found));
  await ended;
}

async function modelLoaded(inference: OwnInference | undefined): Promise<void> {
  const tooLong = sleep(MODEL_WAIT_MS, undefined, { ref: false });
  await Promise.race([inference?.process.ready, tooLong]);
}

if (import.meta.main) await runProgram(main);
