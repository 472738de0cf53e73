import { fileURLToPath } from "node:url";

/** How the composer should write a prompt for a model: full prose, or the few labelled lines a small model was trained on. */
export type PromptForm = "chat" | "compact";

/** Sampling that suits a model; a request's own values win. Penalties of 0 and a repeat penalty of 1 do nothing. */
export interface SamplingDefaults {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly minP: number;
  readonly repeatPenalty: number;
}

/** One model that can be named in `SARAH_MODEL`. */
export interface ManifestEntry {
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  /** Lowercase hex. Absent where nobody has pinned the file's bytes yet. */
  readonly sha256?: string;
  readonly sizeBytes?: number;
  readonly licence: string;
  /** The template to use where the GGUF carries none of its own. */
  readonly chatFormat: "chatml";
  readonly promptForm: PromptForm;
  /** Tokens to leave free in the context for a reply. */
  readonly replyReserve: number;
  /** Tokens the model was trained to see at once. */
  readonly contextTokens: number;
  readonly sampling: SamplingDefaults;
  /** Set where more threads than this make the model slower. */
  readonly maxThreads?: number;
}

/** A model the server can be told to load; a bare file has no manifest entry, so less is known of it. */
export type ModelChoice = Omit<ManifestEntry, "licence" | "chatFormat" | "contextTokens"> &
  Partial<Pick<ManifestEntry, "licence" | "chatFormat" | "contextTokens">>;

const inModels = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const manifest: readonly ManifestEntry[] = [
  {
    name: "nano",
    file: inModels("./nano/nano-f16.gguf"),
    sha256: "ab55f6d7449f4db0b7cfa05049046ae12eed4337f39a26f6ac6d869147abf2c7",
    sizeBytes: 6_169_376,
    licence: "MIT",
    chatFormat: "chatml",
    promptForm: "compact",
    replyReserve: 64,
    contextTokens: 512,
    sampling: { temperature: 0.2, topP: 0.95, topK: 40, minP: 0.05, repeatPenalty: 1 },
    maxThreads: 1,
  },
  {
    name: "openhermes-2.5-mistral-7b",
    file: inModels("./openhermes-2.5-mistral-7b.Q4_K_M.gguf"),
    licence: "Apache-2.0",
    chatFormat: "chatml",
    promptForm: "chat",
    replyReserve: 192,
    contextTokens: 32_768,
    sampling: { temperature: 0.8, topP: 0.95, topK: 40, minP: 0.05, repeatPenalty: 1.1 },
  },
];

const bareFile = {
  promptForm: "chat",
  replyReserve: 192,
  sampling: { temperature: 0.8, topP: 0.95, topK: 40, minP: 0.05, repeatPenalty: 1 },
} as const satisfies Partial<ManifestEntry>;

/**
 * What `SARAH_MODEL` means: a manifest name, or else the path of a GGUF file, which gets the `chat`
 * prompt form and the file's name without its ending.
 *
 * @returns undefined when it is neither a known name nor looks like a path
 */
export function findModel(nameOrPath: string): ModelChoice | undefined {
  const known = manifest.find((entry) => entry.name === nameOrPath);
  if (known) return known;
  if (!/[\\/]|\.gguf$/i.test(nameOrPath)) return undefined;
  const name = nameOrPath.replace(/^.*[\\/]/, "").replace(/\.gguf$/i, "");
  return { ...bareFile, name, file: nameOrPath };
}
