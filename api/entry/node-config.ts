import { ConfigError, parseSettings, type ApiConfig, type ApiSettings } from "#api/config.ts";
import { loadOrCreateSecret, openDataDir } from "#deploy/data-dir.ts";
import { StartupError } from "#deploy/startup-error.ts";

/**
 * The settings, with what is not set decided: secrets are kept in the data folder.
 *
 * @throws StartupError naming the settings that are wrong
 */
export async function loadConfig(env: Record<string, string | undefined>): Promise<ApiConfig> {
  const settings = parse(env);
  const dataDir = await openDataDir(settings.DATA_DIR);
  const token = settings.INFERENCE_TOKEN ?? (await ownInferenceToken(settings, dataDir));
  return {
    ...settings,
    DATA_DIR: dataDir,
    JWT_KEYS: await jwtKeys(settings, dataDir),
    INFERENCE_TOKEN: token,
  };
}

function parse(env: Record<string, string | undefined>): ApiSettings {
  try {
    return parseSettings(env);
  } catch (error) {
    if (error instanceof ConfigError) throw new StartupError(error.message, { cause: error });
    throw error;
  }
}

async function jwtKeys({ JWT_KEYS, NODE_ENV }: ApiSettings, dataDir: string) {
  if (JWT_KEYS !== undefined) return JWT_KEYS;
  if (NODE_ENV === "production") throw new StartupError("JWT_KEYS must be set in production");
  return [{ kid: "local", secret: await loadOrCreateSecret(dataDir, "jwt-key") }];
}

/** The token that an inference server of ours on this machine has made, or will find there. */
async function ownInferenceToken({ INFERENCE_URL }: ApiSettings, dataDir: string) {
  const { hostname } = new URL(INFERENCE_URL);
  const isHere = /^(localhost|127\..*|\[::1\])$/.test(hostname);
  return isHere ? loadOrCreateSecret(dataDir, "inference-token") : undefined;
}
