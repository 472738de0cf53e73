import { describe, expect, test } from "vitest";

import { ApiSettings, ConfigError, parseSettings } from "./config.ts";

const keys = Object.keys(ApiSettings.shape);

describe("the settings", () => {
  test("have the contract's defaults", () => {
    expect(parseSettings({})).toEqual({
      NODE_ENV: "development",
      HOST: "127.0.0.1",
      PORT: 8000,
      DATABASE_POOL_MAX: 20,
      MIGRATE_ON_START: true,
      DATA_DIR: ".data",
      REGISTRATION: "open",
      CORS_ORIGINS: [],
      TRUSTED_PROXIES: [],
      MIN_AGE: 18,
      REFRESH_REUSE_LEEWAY_SECONDS: 10,
      LIMIT_STORE: "memory",
      RATE_LIMIT_PER_MINUTE: 120,
      CHAT_LIMIT_PER_MINUTE: 20,
      LOGIN_FAILURES_BEFORE_DELAY: 10,
      MAX_STAGE: "partner",
      RELATIONSHIP_PACE: 1,
      RESPONSE_CACHE: false,
      REGISTER_LIMIT_PER_HOUR: 20,
      LOG_LEVEL: "info",
      ACCESS_LOG: false,
      INFERENCE_URL: "http://127.0.0.1:8080",
      INFERENCE_CONNECT_TIMEOUT_MS: 2000,
      FIRST_TOKEN_TIMEOUT_MS: 120_000,
      TOKEN_GAP_TIMEOUT_MS: 30_000,
      REPLY_TIMEOUT_MS: 300_000,
      STATEMENT_TIMEOUT_MS: 10_000,
    });
  });

  test("take an empty text for none, and leave alone what is not theirs", () => {
    const empty = Object.fromEntries(keys.map((key) => [key, ""]));
    expect(parseSettings({ ...empty, PATH: "/bin", HOME: undefined })).toEqual(parseSettings({}));
  });

  test.each([
    ["PORT", "0", 0],
    ["PORT", "65535", 65_535],
    ["MIGRATE_ON_START", "false", false],
    ["ACCESS_LOG", "1", true],
    ["MIN_AGE", "0", 0],
    ["CORS_ORIGINS", "https://a.example", ["https://a.example"]],
    [
      "CORS_ORIGINS",
      "http://localhost:3000, capacitor://localhost",
      ["http://localhost:3000", "capacitor://localhost"],
    ],
    ["TRUSTED_PROXIES", "192.0.2.1", [{ address: [192, 0, 2, 1], prefix: 32 }]],
    ["REGISTRATION", "closed", "closed"],
    ["DATABASE_URL", "postgresql://u:p@db/sarah", "postgresql://u:p@db/sarah"],
    ["INFERENCE_URL", "https://model.example/v1/", "https://model.example"],
    ["INFERENCE_URL", "http://model.example:81/openai/v1", "http://model.example:81/openai"],
    ["JWT_KEYS", `a:${"s".repeat(32)}`, [{ kid: "a", secret: "s".repeat(32) }]],
    [
      "JWT_KEYS",
      `b:${"t".repeat(31)}:, a:${"s".repeat(32)}`,
      [
        { kid: "b", secret: `${"t".repeat(31)}:` },
        { kid: "a", secret: "s".repeat(32) },
      ],
    ],
  ])("read %s=%s", (key, value, expected) => {
    expect(parseSettings({ [key]: value })).toHaveProperty(key, expected);
  });

  test.each([
    ["NODE_ENV", "staging-secret"],
    ["PORT", "8000x"],
    ["PORT", "65536"],
    ["PORT", "1.5"],
    ["DATABASE_URL", "mysql://root:hunter2@db/x"],
    ["DATABASE_URL", "hunter2"],
    ["DATABASE_POOL_MAX", "0"],
    ["MIGRATE_ON_START", "maybe-hunter2"],
    ["JWT_KEYS", "hunter2"],
    ["JWT_KEYS", "a:hunter2-is-too-short"],
    ["JWT_KEYS", `:hunter2${"s".repeat(32)}`],
    ["JWT_KEYS", `a:hunter2${"s".repeat(32)},a:hunter3${"s".repeat(32)}`],
    ["JWT_KEYS", `a:hunter2${"s".repeat(32)},`],
    ["OPERATOR_TOKEN", "hunter2"],
    ["CORS_ORIGINS", "*"],
    ["CORS_ORIGINS", "hunter2"],
    ["CORS_ORIGINS", "null"],
    ["CORS_ORIGINS", "https://hunter2/"],
    ["CORS_ORIGINS", "https://hunter2/chat"],
    ["CORS_ORIGINS", "https://Hunter2"],
    ["CORS_ORIGINS", "https://hunter2:443"],
    ["CORS_ORIGINS", "https://fine.test,,http://hunter2"],
    ["TRUSTED_PROXIES", "hunter2"],
    ["TRUSTED_PROXIES", "192.0.2.0/24,hunter2"],
    ["REGISTRATION", "hunter2"],
    ["MIN_AGE", "-17"],
    ["LIMIT_STORE", "hunter2"],
    ["RATE_LIMIT_PER_MINUTE", "0"],
    ["CHAT_LIMIT_PER_MINUTE", "-5"],
    ["LOG_LEVEL", "hunter2"],
    ["ACCESS_LOG", "hunter2"],
    ["INFERENCE_URL", "ftp://user:hunter2@host"],
    ["INFERENCE_URL", "hunter2"],
    ["FIRST_TOKEN_TIMEOUT_MS", "hunter2"],
    ["REPLY_TIMEOUT_MS", "0"],
  ])("refuse %s=%s by the name of the key, never by its value", (key, value) => {
    const parse = () => parseSettings({ [key]: value });
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(new RegExp(`\\b${key}: `));
    const message = messageOf(parse);
    for (const part of value.split(/[:/@,]+/).filter(({ length }) => length > 3)) {
      expect(message).not.toContain(part);
    }
  });

  test("name every key that is wrong at once", () => {
    const message = messageOf(() => parseSettings({ PORT: "x", MIN_AGE: "y" }));
    expect(message).toMatch(/PORT.*MIN_AGE/);
  });

  describe("in production", () => {
    const random = "pX9v0LrT2sQw8mYdKf5uHcJbZaEnGiRo1VtUx7Nq3Wk=";
    const inProduction = (JWT_KEYS: string) => parseSettings({ NODE_ENV: "production", JWT_KEYS });

    test("take secrets that were made by chance", () => {
      expect(inProduction(`next:${random},last:${random.toUpperCase()}`).JWT_KEYS).toHaveLength(2);
    });

    test.each(["changeme-changeme", "operator-token-0", "aaaaaaaaaaaaaaaaaaaa"])(
      "refuse %s as what operators show",
      (OPERATOR_TOKEN) => {
        const env = { NODE_ENV: "production", JWT_KEYS: `a:${random}` };
        const refused = () => parseSettings({ ...env, OPERATOR_TOKEN });
        expect(refused).toThrow(/^Settings that cannot be used: OPERATOR_TOKEN: [^\n]+$/);
        expect(refused).not.toThrow(OPERATOR_TOKEN);
        expect(parseSettings({ ...env, OPERATOR_TOKEN: random }).OPERATOR_TOKEN).toBe(random);
      },
    );

    test.each([
      `a:${"x".repeat(40)}`,
      "a:changeme-changeme-changeme-0b51c2d9",
      "test:a-secret-of-more-than-thirty-two-bytes",
      `good:${random},bad:0123456789abcdef0123456789abcdef`,
      `a:${random},b:${random}`,
    ])("refuse %s in one line that does not repeat it", (JWT_KEYS) => {
      const refused = () => inProduction(JWT_KEYS);
      expect(refused).toThrow(ConfigError);
      expect(refused).toThrow(/^Settings that cannot be used: JWT_KEYS: [^\n]+$/);
      expect(refused).not.toThrow(JWT_KEYS.split(/[:,]/)[1]!);
      expect(() => parseSettings({ JWT_KEYS })).not.toThrow();
    });
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return String(error);
  }
  throw new Error("Nothing was refused");
}
