import { ConfigError, parseSettings } from "#api/config.ts";
import { createNodePlatform } from "#api/entry/node-platform.ts";
import { createServices, type Services } from "#api/services.ts";
import { openMigrated } from "#db/commands/open-database.ts";
import type { Environment } from "#deploy/environment.ts";
import { StartupError } from "#deploy/startup-error.ts";

/**
 * Runs an operator's command on the API's own services, which serve nobody meanwhile.
 *
 * @throws StartupError for settings or a database that cannot be used
 */
export async function withServices(
  env: Environment,
  command: string,
  work: (services: Services) => Promise<void>,
): Promise<void> {
  // What is counted of a user in this process is nothing: only what all share is there to be forgotten.
  const shared = { LIMIT_STORE: "postgres", LOG_LEVEL: "error" } as const;
  const config = { ...parse(env), JWT_KEYS: [], ...shared };
  const client = await openMigrated(env, command);
  try {
    const platform = createNodePlatform(config, client.db);
    await work(createServices(config, platform, new AbortController().signal));
    await platform.settled();
  } finally {
    await client.close();
  }
}

function parse(env: Environment) {
  try {
    return parseSettings(env);
  } catch (error) {
    if (error instanceof ConfigError) throw new StartupError(error.message, { cause: error });
    throw error;
  }
}
