import { z } from "zod";

import { stages } from "./relationship/stage.ts";

import { parseTrustedProxies } from "./http/trusted-proxies.ts";
import { isWeakSecret } from "./weak-secret.ts";

const whole = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const milliseconds = (fallback: number) => whole(fallback, 1, 3_600_000);
const flag = (fallback: boolean) =>
  z
    .enum(["true", "false", "1", "0"])
    .transform((value) => value === "true" || value === "1")
    .default(fallback);
const text = () => z.string().trim().min(1).optional();
const keyring = z.string().transform((value, context) => {
  const keys = value.split(",").map((entry) => {
    const colon = entry.indexOf(":");
    return { kid: entry.slice(0, colon).trim(), secret: entry.slice(colon + 1).trim() };
  });
  const ok = keys.every(
    ({ kid, secret }) =>
      /^[A-Za-z0-9._-]{1,64}$/.test(kid) && new TextEncoder().encode(secret).length >= 32,
  );
  if (!ok || new Set(keys.map((key) => key.kid)).size !== keys.length) {
    context.addIssue({
      code: "custom",
      message:
        "must be kid:secret,kid:secret … with different kids and secrets of 32 bytes or more",
    });
    return z.NEVER;
  }
  return keys;
});
/** Origins as a browser writes them: a scheme, which may be an app's own, and a host. */
const origins = z
  .string()
  .transform((value) => value.split(",").map((origin) => origin.trim()))
  .refine(
    (list) => list.every(isOrigin),
    "must be origins, each a scheme and a host, with commas between",
  )
  .default([]);

const proxies = z
  .string()
  .transform((value, context) => {
    const networks = parseTrustedProxies(value);
    if (networks !== undefined) return networks;
    const message =
      "must be addresses, networks (10.0.0.0/8), loopback, linklocal or private, with commas between";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  })
  .default([]);

function isOrigin(text: string): boolean {
  if (!/^https?:/.test(text)) return /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+$/.test(text);
  return URL.canParse(text) && new URL(text).origin === text;
}

/** Every setting of the API, as read from the environment. Documented in deploy/env.example. */
export const ApiSettings = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  HOST: z.string().trim().min(1).default("127.0.0.1"),
  PORT: whole(8000, 0, 65_535),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_MAX: whole(20, 1, 1000),
  MIGRATE_ON_START: flag(true),
  DATA_DIR: z.string().trim().min(1).default(".data"),
  JWT_KEYS: keyring.optional(),
  CORS_ORIGINS: origins,
  TRUSTED_PROXIES: proxies,
  OPERATOR_TOKEN: z.string().trim().min(16).optional(),
  REGISTRATION: z.enum(["open", "closed"]).default("open"),
  MIN_AGE: whole(18, 0, 120),
  MAX_STAGE: z.enum(stages).default("partner"),
  RESPONSE_CACHE: flag(false),
  RELATIONSHIP_PACE: z.coerce.number().min(0.1).max(3).default(1),
  MAIL_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  REFRESH_REUSE_LEEWAY_SECONDS: whole(10, 0, 300),
  LIMIT_STORE: z.enum(["memory", "postgres"]).default("memory"),
  RATE_LIMIT_PER_MINUTE: whole(120, 1, 1_000_000),
  CHAT_LIMIT_PER_MINUTE: whole(20, 1, 1_000_000),
  LOGIN_FAILURES_BEFORE_DELAY: whole(10, 1, 1_000_000),
  REGISTER_LIMIT_PER_HOUR: whole(20, 1, 1_000_000),
  LOG_LEVEL: z.enum(["debug", "info", "warning", "error"]).default("info"),
  ACCESS_LOG: flag(false),
  INFERENCE_URL: z
    .url({ protocol: /^https?$/ })
    .default("http://127.0.0.1:8080")
    .transform((url) => url.replace(/\/+$/, "").replace(/\/v1$/, "")),
  INFERENCE_MODEL: text(),
  INFERENCE_TOKEN: text(),
  INFERENCE_CONNECT_TIMEOUT_MS: milliseconds(2000),
  FIRST_TOKEN_TIMEOUT_MS: milliseconds(120_000),
  TOKEN_GAP_TIMEOUT_MS: milliseconds(30_000),
  REPLY_TIMEOUT_MS: milliseconds(300_000),
  STATEMENT_TIMEOUT_MS: milliseconds(10_000),
});
export type ApiSettings = z.infer<typeof ApiSettings>;

/** A signing key of access tokens. The first of a list signs, all of them verify. */
export interface JwtKey {
  kid: string;
  secret: string;
}

/** The settings once everything optional has been decided. */
export type ApiConfig = Omit<ApiSettings, "JWT_KEYS"> & { JWT_KEYS: JwtKey[] };

/** Settings that cannot be used. The message names the keys and what is wrong, never the values. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Reads the settings from an environment. Empty strings count as unset.
 *
 * @throws ConfigError naming every key that is wrong
 */
export function parseSettings(env: Record<string, string | undefined>): ApiSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = ApiSettings.safeParse(given);
  if (result.success) return withoutWeakSecrets(result.data);
  const lines = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new ConfigError(`Settings that cannot be used: ${lines.join("; ")}`);
}

/** @throws ConfigError where a secret of ours is in production an example or easily guessed */
function withoutWeakSecrets(settings: ApiSettings): ApiSettings {
  const { NODE_ENV, JWT_KEYS = [], OPERATOR_TOKEN } = settings;
  if (NODE_ENV !== "production") return settings;
  const secrets = JWT_KEYS.map(({ secret }) => secret);
  const isSound = !secrets.some(isWeakSecret) && new Set(secrets).size === secrets.length;
  if (!isSound)
    throw weak("JWT_KEYS: has a secret that is an example or easily guessed, or one twice");
  const isGuessed = OPERATOR_TOKEN !== undefined && isWeakSecret(OPERATOR_TOKEN);
  if (isGuessed) throw weak("OPERATOR_TOKEN: is an example or easily guessed");
  return settings;
}

const weak = (what: string) =>
  new ConfigError(
    `Settings that cannot be used: ${what}; make each secret with: openssl rand -base64 32`,
  );
