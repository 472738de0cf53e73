import { existsSync } from "node:fs";

import { loadOrCreateSecret, openDataDir } from "#deploy/data-dir.ts";
import { EXIT_CONFIGURATION, StartupError } from "#deploy/startup-error.ts";
import { parseConfig } from "#inference/config.ts";
import { SetupError } from "#inference/errors.ts";
import { listen } from "#inference/listen.ts";
import { loadService, type Service } from "#inference/service.ts";

/** With what a step takes and the saving after it, less than a supervisor waits. */
const GRACE_MS = 4000;

/** Prints what is wrong, if that is known, and ends the process; a supervisor does not restart on 78. */
function die(error: unknown): never {
  const isSetup = error instanceof SetupError || error instanceof StartupError;
  console.error(isSetup ? error.message : error);
  process.exit(isSetup ? EXIT_CONFIGURATION : 1);
}

async function main(): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = parseConfig(process.env);
  const token =
    config.token ??
    (await loadOrCreateSecret(await openDataDir(config.dataDir), "inference-token"));
  let service: Service | undefined;
  let loaded: number | undefined;
  const server = await listen({
    ...config,
    token,
    service: () => service,
    progress: () => loaded,
  });
  process.send?.({ type: "listening", port: server.port });

  const stop = async (): Promise<void> => {
    server.stopListening();
    await service?.engine.close(GRACE_MS);
    await service?.engine.save();
    await server.close();
    process.exit(0);
  };
  // Not once(): a library that finds itself the only one to handle a signal ends the process.
  let stopped: Promise<void> | undefined;
  const onSignal = () => void (stopped ??= stop());
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  if (process.send) process.once("disconnect", () => process.exit(0));

  service = await loadService(config, {
    warn: console.warn,
    onProgress: (progress) => (loaded = progress),
  });
  if (process.send) process.send({ type: "ready" });
  else console.log(`${service.model.name} answers on ${server.url}${describeGpu(service)}`);
}

function describeGpu({ backend: { gpu } }: Service): string {
  return gpu ? ` (${gpu.layers} layers on ${gpu.kind})` : "";
}

main().catch(die);
