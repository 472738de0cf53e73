import { existsSync } from "node:fs";

import { loadOrCreateSecret } from "#deploy/data-dir.ts";
import { parseConfig } from "#inference/config.ts";
import { listen } from "#inference/listen.ts";
import { loadService, type Service } from "#inference/service.ts";

const EXIT_CONFIGURATION = 78;
const GRACE_MS = 5000;

/** Prints what is wrong, if that is known, and ends the process; a supervisor does not restart on 78. */
function die(error: unknown): never {
  const isSetup = error instanceof Error && /^(Setup|Startup)Error$/.test(error.name);
  console.error(isSetup ? error.message : error);
  process.exit(isSetup ? EXIT_CONFIGURATION : 1);
}

async function main(): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = parseConfig(process.env);
  const token = config.token ?? (await loadOrCreateSecret(config.dataDir, "inference-token"));
  let service: Service | undefined;
  const server = await listen({ ...config, token, service: () => service });
  process.send?.({ type: "listening", port: server.port });

  const stop = async (): Promise<void> => {
    server.stopListening();
    await service?.engine.close(GRACE_MS);
    await server.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
  if (process.send) process.once("disconnect", () => process.exit(0));

  service = await loadService(config);
  if (process.send) process.send({ type: "ready" });
  else console.log(`${service.model.name} answers on ${server.url}`);
}

main().catch(die);
