import { createServer } from "node:net";
import { join } from "node:path";

import { loadOrCreateSecret } from "./data-dir.ts";
import type { Environment } from "./environment.ts";
import { restartDelayMs } from "./restart-policy.ts";
import { SupervisedProcess } from "./supervised-process.ts";

const PROGRAM = join(import.meta.dirname, "..", "inference", "entry", "node.ts");

/** The inference server as a process of ours, and the settings by which the API finds it. */
export interface OwnInference {
  process: SupervisedProcess;
  settings: { INFERENCE_URL: string; INFERENCE_TOKEN: string };
}

/**
 * Starts the inference server on its own port. Its address is decided here and stays the same
 * however often it is restarted. A token that is not set is the one in the data folder, where the
 * inference server finds it too: it refuses other addresses than loopback without a token set.
 *
 * @param log told one line for every death and restart
 */
export async function startInference(
  env: Environment,
  dataDir: string,
  log: (line: string) => void,
): Promise<OwnInference> {
  const host = env["INFERENCE_HOST"] ?? "127.0.0.1";
  const port = env["INFERENCE_PORT"] ?? String(await findFreePort(host));
  const token = env["INFERENCE_TOKEN"] ?? (await loadOrCreateSecret(dataDir, "inference-token"));
  const child = new SupervisedProcess({
    title: "inference server",
    program: PROGRAM,
    env: {
      ...withoutSecretsOfTheApi(env),
      DATA_DIR: dataDir,
      INFERENCE_HOST: host,
      INFERENCE_PORT: port,
    },
    afterDeath: restartDelayMs,
    log,
  });
  child.start();
  return {
    process: child,
    settings: { INFERENCE_URL: `http://${reachable(host)}:${port}`, INFERENCE_TOKEN: token },
  };
}

function withoutSecretsOfTheApi(env: Environment): Environment {
  const { JWT_KEYS: _keys, DATABASE_URL: _database, OPERATOR_TOKEN: _operator, ...rest } = env;
  return rest;
}

/** Where a server that listens on `host` can be talked to from this machine, as a URL writes it. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function findFreePort(host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", reject);
  server.listen(0, host, () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    server.close(() => resolve(port));
  });
  return promise;
}
