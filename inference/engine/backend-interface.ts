import type { CacheSequence } from "#inference/kv-cache/slot.ts";

import type { GpuKind } from "./explain-no-gpu.ts";
import type { MemoryPlan, MemoryWishes } from "./plan-memory.ts";
import type { PromptVocabulary } from "./tokenize-prompt.ts";
import type { Detokenize } from "./utf8-assembler.ts";

export interface BackendOptions {
  readonly file: string;
  readonly slots: number;
  /** The most that is wanted; a model's own limit is kept to. */
  readonly contextTokens: number;
  readonly batchTokens: number;
  readonly threads: number;
  readonly memory: MemoryWishes;
  /** Told how much of the file is loaded, from 0 to 1. */
  readonly onProgress?: ((loaded: number) => void) | undefined;
  /** `auto` is the best one there is, and the processor without one. */
  readonly gpu: "off" | "auto" | GpuKind;
}

export interface Sampling {
  /** 0 is greedy. */
  readonly temperature: number;
  readonly topP: number;
  /** 0 is all. */
  readonly topK: number;
  readonly minP: number;
  readonly seed: number;
  readonly repeatPenalty: number;
  readonly presencePenalty: number;
  readonly frequencyPenalty: number;
  readonly grammar?: Grammar | undefined;
}

export interface Grammar {
  /** Text that ends the reply beside the request's own stop strings. */
  readonly stop: readonly string[];
}

/** One slot's KV cache. Calls on one sequence never overlap; calls on several, made together, share a batch. */
export interface Sequence extends CacheSequence {
  prefill(tokens: readonly number[]): Promise<void>;
  /**
   * Evaluates the tokens and yields the next one; each further `next()` evaluates the one before.
   * `written` is read at every token, for the penalties.
   */
  generate(
    tokens: readonly number[],
    sampling: Sampling,
    written: readonly number[],
  ): AsyncGenerator<number, void, void>;
}

export interface Backend {
  /** Tokens of one slot. */
  readonly contextTokens: number;
  readonly sequences: readonly Sequence[];
  /** Tells states of sequences that this context can read from all others, the model's file apart. */
  readonly stateStamp: string;
  /** How the model and its cache lie in memory. */
  readonly memory: MemoryPlan;
  /** The graphics card in use, and how much of the model is on it. */
  readonly gpu?: { readonly kind: GpuKind; readonly layers: number } | undefined;
  readonly vocabulary: PromptVocabulary;
  readonly detokenize: Detokenize;
  isEndOfReply(token: number): boolean;
  /** The Jinja template stored in the file. */
  readonly chatTemplate: string | undefined;
  readonly special: { readonly bos: string; readonly eos: string };
  /** @throws when the schema makes no grammar */
  compileGrammar(schema: "json" | Record<string, unknown>): Promise<Grammar>;
  /**
   * Loads a second model, for embeddings.
   *
   * @throws SetupError when the file cannot be loaded
   */
  loadEmbedder(file: string, threads: number): Promise<Embedder>;
  close(): Promise<void>;
}

export interface Embedder {
  /** The most tokens of one text. */
  readonly contextTokens: number;
  tokenize(text: string): readonly number[];
  /** The embedding of a text, of length 1. One at a time. */
  embed(tokens: readonly number[]): Promise<readonly number[]>;
}
