import {
  getLlama,
  getModuleVersion,
  type Llama,
  type LlamaContext,
  type LlamaContextSequence,
  type LlamaGrammar,
  LlamaGrammarEvaluationState,
  LlamaLogLevel,
  type LlamaModel,
  type Token,
} from "node-llama-cpp";

import { SetupError } from "#inference/errors.ts";
import type { CacheSequence } from "#inference/kv-cache/slot.ts";

import { explainNoGpu, type GpuKind } from "./explain-no-gpu.ts";
import type { PromptVocabulary } from "./tokenize-prompt.ts";
import type { Detokenize } from "./utf8-assembler.ts";

/** The only file that knows node-llama-cpp. Everything else sees tokens as numbers and these interfaces. */

export interface BackendOptions {
  readonly file: string;
  readonly slots: number;
  /** The most that is wanted; a model's own limit is kept to. */
  readonly contextTokens: number;
  readonly batchTokens: number;
  readonly threads: number;
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
  close(): Promise<void>;
}

/**
 * Loads a GGUF file, with as many layers on the graphics card as fit beside the context.
 *
 * @throws SetupError when this machine cannot run the native binary or has not the graphics card
 *   that was asked for, or the file cannot be loaded
 */
export async function loadBackend(options: BackendOptions): Promise<Backend> {
  const llama = await startLlama(options);
  const { model, context } = await loadFile(llama, options);
  return {
    contextTokens: context.contextSize,
    sequences: Array.from({ length: options.slots }, () => toSequence(context.getSequence())),
    gpu:
      llama.gpu && model.gpuLayers > 0 ? { kind: llama.gpu, layers: model.gpuLayers } : undefined,
    stateStamp: await toStateStamp(context),
    vocabulary: readVocabulary(model),
    detokenize: (tokens, before) =>
      model.detokenize(tokens.filter(isToken), false, before.filter(isToken)),
    isEndOfReply: (token) => isToken(token) && model.isEogToken(token),
    chatTemplate: model.fileInfo.metadata.tokenizer.chat_template,
    special: { bos: model.tokens.bosString ?? "", eos: model.tokens.eosString ?? "" },
    compileGrammar: (schema) => compileGrammar(llama, schema),
    close: () => llama.dispose(),
  };
}

async function toStateStamp(context: LlamaContext): Promise<string> {
  const { contextSize, totalSequences, flashAttention, kvCacheKeyType, kvCacheValueType } = context;
  const library = await getModuleVersion();
  const state = [library, contextSize, totalSequences, flashAttention];
  return [...state, kvCacheKeyType, kvCacheValueType].join(" ");
}

async function startLlama({ gpu, threads }: BackendOptions): Promise<Llama> {
  if (gpu === "off") return startOnCpu(threads);
  const llama = await findLlama(gpu, threads).catch(() => undefined);
  // Asked for what a platform cannot have, the library gives something else.
  const isAsked = gpu === "auto" || llama?.gpu === gpu;
  if (llama?.supportsGpuOffloading && isAsked) return llama;
  await llama?.dispose();
  if (gpu === "auto") return startOnCpu(threads);
  throw new SetupError(explainNoGpu(gpu, PLATFORM, await isInstalled(gpu)));
}

const PLATFORM = `${process.platform}-${process.arch}`;

/** @throws when none of the builds that would do is installed and runs here */
function findLlama(gpu: "auto" | GpuKind | false, threads: number): Promise<Llama> {
  return getLlama({
    build: "never",
    gpu,
    logLevel: LlamaLogLevel.disabled,
    maxThreads: threads,
    skipDownload: true,
    progressLogs: false,
  });
}

/** Whether the package that holds a build is there, and of the library's version. */
async function isInstalled(kind: GpuKind): Promise<boolean> {
  const name = PLATFORM.replace("win32", "win").replace("darwin", "mac");
  try {
    const { getBinsDir }: BuildPackage = await import(`@node-llama-cpp/${name}-${kind}`);
    return getBinsDir?.().packageVersion === (await getModuleVersion());
  } catch {
    return false;
  }
}

interface BuildPackage {
  /** Missing from the empty package that package.json puts in the place of a large one. */
  readonly getBinsDir?: () => { readonly packageVersion: string };
}

async function startOnCpu(threads: number): Promise<Llama> {
  try {
    // For Apple silicon there is one build, which leaves the card alone when it gets no layers.
    return await findLlama(PLATFORM === "darwin-arm64" ? "metal" : false, threads);
  } catch (error) {
    throw new SetupError(
      `node-llama-cpp has no binary that runs on this machine (${PLATFORM}): ` +
        "use Linux with glibc 2.34 or newer, macOS or Windows, and install without --omit=optional; " +
        "or build one: npx node-llama-cpp source download",
      { cause: error },
    );
  }
}

async function loadFile(llama: Llama, options: BackendOptions) {
  try {
    const fitContext = { contextSize: options.contextTokens * options.slots };
    const model = await llama.loadModel({
      modelPath: options.file,
      gpuLayers: options.gpu === "off" ? 0 : { fitContext },
    });
    const context = await model.createContext({
      contextSize: Math.min(options.contextTokens, model.trainContextSize),
      batchSize: Math.max(options.batchTokens, options.slots),
      sequences: options.slots,
      threads: options.threads,
    });
    return { model, context };
  } catch (error) {
    throw new SetupError(
      `SARAH_MODEL: ${options.file} could not be loaded (${firstLine(error)}): it has to be a whole GGUF file ` +
        "that fits in memory; a smaller INFERENCE_CONTEXT or fewer INFERENCE_SLOTS need less",
      { cause: error },
    );
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0] ?? "";
}

function readVocabulary(model: LlamaModel): PromptVocabulary {
  const controls = new Map<string, number>();
  const ids = new Set<number>();
  for (const token of model.iterateAllTokens()) {
    const attributes = model.getTokenAttributes(token);
    if (!attributes.control && !attributes.userDefined) continue;
    const spelling = model.detokenize([token], true);
    // Some files mark <|im_start|> as merely added by hand, like runs of spaces are.
    if (!attributes.control && !/^(<.+>|\[[A-Z_/]+\])$/.test(spelling)) continue;
    ids.add(token);
    if (spelling !== "") controls.set(spelling, token);
  }
  const { bos, shouldPrependBosToken } = model.tokens;
  return {
    tokenize: (text) => model.tokenize(text, false),
    tokenizeContinuation: (text) => model.tokenize(text, false, "trimLeadingSpace"),
    isControl: (token) => ids.has(token),
    controlTexts: [...controls.keys()],
    controls,
    bos: shouldPrependBosToken ? (bos ?? undefined) : undefined,
  };
}

/** The native side of each Grammar. */
const compiledGrammars = new WeakMap<Grammar, LlamaGrammar>();

/** The library brands its tokens; to everyone else they are numbers. */
const isToken = (token: number): token is Token => Number.isInteger(token);

const PENALTY_WINDOW_TOKENS = 64;

function toSequence(sequence: LlamaContextSequence): Sequence {
  const noShift = {
    strategy: () => {
      throw new Error("the context is full");
    },
  };
  let isSettled = true;
  return {
    get length() {
      return sequence.nextTokenIndex;
    },
    get tokens() {
      return sequence.contextTokens;
    },
    canErase: canErase(sequence),
    get isSettled() {
      return isSettled;
    },
    async truncate(length) {
      if (length === 0) await sequence.clearHistory();
      else if (length < sequence.nextTokenIndex) {
        await sequence.eraseContextTokenRanges([{ start: length, end: sequence.nextTokenIndex }]);
      }
    },
    async erase(range) {
      // Positions move at once, but what depends on them only with the next batch.
      isSettled = false;
      await sequence.eraseContextTokenRanges([range]);
    },
    async save(file) {
      await sequence.saveStateToFile(file);
    },
    async load(file) {
      // A file that cannot be read leaves the sequence empty only if it was before.
      await sequence.clearHistory();
      // The risk is a file that is not ours: it was sealed by us, for this model and context.
      await sequence.loadStateFromFile(file, { acceptRisk: true });
      return sequence.contextTokens;
    },
    prefill(tokens) {
      isSettled = true;
      return sequence.evaluateWithoutGeneratingNewTokens(tokens.filter(isToken), {
        contextShift: noShift,
      });
    },
    generate(tokens, sampling, written) {
      isSettled = true;
      return sequence.evaluate(tokens.filter(isToken), {
        ...toSamplingOptions(sequence.model, sampling, written),
        contextShift: noShift,
        yieldEogToken: true,
      });
    },
  };
}

/** Whether what is behind a gap can move up: not in models that hold no cell a token, or several positions each. */
function canErase(sequence: LlamaContextSequence): boolean {
  const { general } = sequence.model.fileInfo.metadata;
  const isPlain = !/^(deepseek|step35|.*vl)/.test(general?.architecture ?? "");
  return isPlain && !sequence.needsCheckpoints;
}

function toSamplingOptions(model: LlamaModel, sampling: Sampling, written: readonly number[]) {
  return {
    temperature: sampling.temperature,
    topP: sampling.topP,
    topK: sampling.topK,
    minP: sampling.minP,
    seed: sampling.seed,
    repeatPenalty: {
      punishTokens: () => written.slice(-PENALTY_WINDOW_TOKENS).filter(isToken),
      maxPunishTokens: PENALTY_WINDOW_TOKENS,
      penalty: sampling.repeatPenalty,
      presencePenalty: sampling.presencePenalty,
      frequencyPenalty: sampling.frequencyPenalty,
    },
    ...toGrammarState(model, sampling.grammar),
  };
}

function toGrammarState(model: LlamaModel, grammar: Grammar | undefined) {
  const compiled = grammar && compiledGrammars.get(grammar);
  if (compiled === undefined) return {};
  return {
    grammarEvaluationState: new LlamaGrammarEvaluationState({ model, grammar: compiled }),
  };
}

async function compileGrammar(llama: Llama, schema: "json" | Record<string, unknown>) {
  const compiled =
    schema === "json"
      ? await llama.getGrammarFor("json")
      : await llama.createGrammarForJsonSchema(
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a schema from outside; the protocol has checked its words
          schema as Parameters<Llama["createGrammarForJsonSchema"]>[0],
        );
  const grammar: Grammar = { stop: compiled.stopGenerationTriggers.map(String) };
  compiledGrammars.set(grammar, compiled);
  return grammar;
}
