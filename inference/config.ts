import { z } from "zod";

import { findModel, manifest } from "#models/manifest.ts";

import { SetupError } from "./errors.ts";

const DEFAULT_MODEL = { production: "openhermes-2.5-mistral-7b", other: "nano" };

/** A server that others can reach needs a token that cannot be guessed. */
const OPEN_TOKEN_MIN_CHARACTERS = 16;

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

export const Environment = z.object({
  NODE_ENV: z.string().optional(),
  SARAH_MODEL: z.string().optional(),
  DATA_DIR: z.string().default(".data"),
  INFERENCE_HOST: z.string().default("127.0.0.1"),
  /** 0 is any free port. */
  INFERENCE_PORT: whole(0, 65_535).default(8080),
  INFERENCE_TOKEN: z
    .string()
    .regex(/^[!-~]+$/, "has to be visible ASCII without spaces")
    .optional(),
  INFERENCE_SLOTS: whole(1, 64).default(4),
  INFERENCE_QUEUE: whole(0, 1000).default(64),
  INFERENCE_QUEUE_TIMEOUT_MS: whole(1, 3_600_000).default(90_000),
  INFERENCE_THREADS: whole(1, 512).optional(),
  INFERENCE_CONTEXT: whole(128, 1_048_576).default(1024),
  INFERENCE_BATCH: whole(32, 8192).default(256),
  KV_CACHE_DISK_MB: whole(0, 1_000_000_000).default(4096),
  INFERENCE_MMAP: z.enum(["auto", "on", "off"]).default("auto"),
  INFERENCE_KV_TYPE: z.enum(["auto", "f16", "q8_0"]).default("auto"),
  INFERENCE_FLASH_ATTENTION: z.enum(["auto", "on", "off"]).default("auto"),
  EMBEDDING_MODEL: z.string().optional(),
  INFERENCE_GPU: z.enum(["off", "auto", "cuda", "vulkan", "metal"]).default("off"),
});

/**
 * The settings, parsed once, from the environment or anything shaped like it. An empty value is unset.
 *
 * @throws SetupError naming the key and what it has to be, never its value
 */
export function parseConfig(environment: Record<string, string | undefined>) {
  const set = Object.entries(environment).filter(([, value]) => value?.trim());
  const parsed = Environment.safeParse(Object.fromEntries(set));
  if (!parsed.success) throw new SetupError(describe(parsed.error));
  const env = parsed.data;
  const tokenLength = env.INFERENCE_TOKEN?.length ?? 0;
  if (!isLoopback(env.INFERENCE_HOST) && tokenLength < OPEN_TOKEN_MIN_CHARACTERS) {
    throw new SetupError(
      `INFERENCE_TOKEN has to be set, to ${OPEN_TOKEN_MIN_CHARACTERS} characters or more, ` +
        "when INFERENCE_HOST is not a loopback address",
    );
  }
  if (env.INFERENCE_KV_TYPE === "q8_0" && env.INFERENCE_FLASH_ATTENTION === "off") {
    throw new SetupError("INFERENCE_KV_TYPE can only be q8_0 with INFERENCE_FLASH_ATTENTION");
  }
  return {
    model: chooseModel(env.SARAH_MODEL, env.NODE_ENV === "production"),
    dataDir: env.DATA_DIR,
    host: env.INFERENCE_HOST,
    port: env.INFERENCE_PORT,
    token: env.INFERENCE_TOKEN,
    slots: env.INFERENCE_SLOTS,
    queueLimit: env.INFERENCE_QUEUE,
    queueMs: env.INFERENCE_QUEUE_TIMEOUT_MS,
    threads: env.INFERENCE_THREADS,
    contextTokens: env.INFERENCE_CONTEXT,
    batchTokens: env.INFERENCE_BATCH,
    kvCacheBytes: env.KV_CACHE_DISK_MB * 1024 * 1024,
    memory: {
      mmap: env.INFERENCE_MMAP,
      kvType: env.INFERENCE_KV_TYPE,
      flashAttention: env.INFERENCE_FLASH_ATTENTION,
    },
    embeddingModel: env.EMBEDDING_MODEL,
    gpu: env.INFERENCE_GPU,
  };
}

export type Config = ReturnType<typeof parseConfig>;

function chooseModel(setting: string | undefined, isProduction: boolean) {
  const model = findModel(setting ?? DEFAULT_MODEL[isProduction ? "production" : "other"]);
  if (model) return model;
  const names = manifest.map((entry) => entry.name).join(" or ");
  throw new SetupError(`SARAH_MODEL has to be ${names}, or the path of a GGUF file`);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** One line for the first thing that is wrong. Zod's own messages never quote the input of these types. */
function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".") ?? "settings"}: ${issue?.message ?? "invalid"}`;
}
