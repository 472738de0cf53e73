import {
  getLlama,
  GgmlType,
  GgufInsights,
  readGgufFileInfo,
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

import type {
  Backend,
  BackendOptions,
  Embedder,
  Grammar,
  Sampling,
  Sequence,
} from "./backend-interface.ts";
import { explainNoGpu, type GpuKind } from "./explain-no-gpu.ts";
import { tokenizePlainText } from "./plain-text.ts";
import { type MemoryPlan, planMemory } from "./plan-memory.ts";
import type { PromptVocabulary } from "./tokenize-prompt.ts";

/** The only file that knows node-llama-cpp. Everything else sees tokens as numbers, and backend-interface.ts. */

/**
 * Loads a GGUF file, with as many layers on the graphics card as fit beside the context.
 *
 * @throws SetupError when this machine cannot run the native binary or has not the graphics card
 *   that was asked for, or the file cannot be loaded
 */
export async function loadBackend(options: BackendOptions): Promise<Backend> {
  const llama = await startLlama(options);
  const { model, context, memory } = await loadFile(llama, options);
  return {
    memory,
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
    loadEmbedder: (file, threads) => loadEmbedder(llama, file, threads),
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
    const memory = await plan(llama, options);
    const fitContext = { contextSize: options.contextTokens * options.slots };
    const model = await llama.loadModel({
      modelPath: options.file,
      gpuLayers: options.gpu === "off" ? 0 : { fitContext },
      useMmap: memory.mmap,
      ...(options.onProgress && { onLoadProgress: options.onProgress }),
    });
    const kvType = memory.kvType === "q8_0" ? "Q8_0" : "F16";
    const context = await model.createContext({
      contextSize: Math.min(options.contextTokens, model.trainContextSize),
      batchSize: Math.max(options.batchTokens, options.slots),
      sequences: options.slots,
      threads: options.threads,
      flashAttention: memory.flashAttention,
      experimentalKvCacheKeyType: kvType,
      experimentalKvCacheValueType: kvType,
    });
    return { model, context, memory };
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(
      `SARAH_MODEL: ${options.file} could not be loaded (${firstLine(error)}): it has to be a whole GGUF file ` +
        "that fits in memory; a smaller INFERENCE_CONTEXT or fewer INFERENCE_SLOTS need less",
      { cause: error },
    );
  }
}

/** How the model is to lie in memory. What goes to a graphics card is its library's to fit. */
async function plan(llama: Llama, options: BackendOptions): Promise<MemoryPlan> {
  const info = await readGgufFileInfo(options.file, { logWarnings: false });
  const insights = await GgufInsights.from(info, llama);
  const contextSize = Math.min(options.contextTokens, insights.trainContextSize ?? Infinity);
  const estimate = async (type: "F16" | "Q8_0") => {
    const { cpuRam } = await insights.estimateContextResourceRequirementsV2({
      contextSize,
      modelGpuLayers: 0,
      batchSize: options.batchTokens,
      sequences: options.slots,
      flashAttention: true,
      kvCacheKeyType: GgmlType[type],
      kvCacheValueType: GgmlType[type],
    });
    return cpuRam;
  };
  return planMemory(options.memory, {
    modelBytes: insights.modelSize,
    contextBytes: { f16: await estimate("F16"), q8_0: await estimate("Q8_0") },
    availableBytes: llama.gpu ? undefined : availableBytes(),
  });
}

/** What the system, or the container, lets this process take; macOS counts no page that it could give back. */
function availableBytes(): number | undefined {
  return process.platform === "darwin" ? undefined : process.availableMemory();
}

async function loadEmbedder(llama: Llama, file: string, threads: number): Promise<Embedder> {
  try {
    const model = await llama.loadModel({ modelPath: file, gpuLayers: 0 });
    const contextSize = Math.min(EMBEDDED_TOKENS, model.trainContextSize);
    const context = await model.createEmbeddingContext({ contextSize, threads });
    const vocabulary = readVocabulary(model);
    return {
      // Room for the tokens that the library puts around a text.
      contextTokens: contextSize - 2,
      tokenize: (text) => tokenizePlainText(vocabulary, text),
      async embed(tokens) {
        const { vector } = await context.getEmbeddingFor(tokens.filter(isToken));
        const length = Math.hypot(...vector) || 1;
        return vector.map((value) => value / length);
      },
    };
  } catch (error) {
    throw new SetupError(
      `EMBEDDING_MODEL: ${file} could not be loaded (${firstLine(error)}): it has to be a whole GGUF file`,
      { cause: error },
    );
  }
}

const EMBEDDED_TOKENS = 2048;

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
