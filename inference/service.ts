import { stat } from "node:fs/promises";
import { join } from "node:path";

import { findModel, type ModelChoice } from "#models/manifest.ts";

import type { Config } from "./config.ts";
import type { Backend, Embedder } from "./engine/backend-interface.ts";
import { CHATML, type RenderChat, compileChatTemplate } from "./engine/chat-template.ts";
import { chooseThreads } from "./engine/choose-threads.ts";
import { Engine } from "./engine/engine.ts";
import { type TokenizePrompt, createPromptTokenizer } from "./engine/tokenize-prompt.ts";
import { SetupError } from "./errors.ts";
import { identifyModel } from "./identify-model.ts";
import { CacheFiles } from "./kv-cache/cache-files.ts";
import { StoredCompletions } from "./store/stored-completions.ts";

/** The second model, for embeddings. */
export interface EmbeddingModel {
  readonly name: string;
  readonly embedder: Embedder;
}

/** A loaded model and everything the routes need of it. */
export interface Service {
  readonly model: ModelChoice;
  readonly backend: Backend;
  readonly engine: Engine;
  readonly render: RenderChat;
  readonly tokenize: TokenizePrompt;
  readonly completions: StoredCompletions;
  readonly embeddings: EmbeddingModel | undefined;
}

export interface ServiceOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Told in one line what goes on without what it should have. */
  readonly warn?: (line: string) => void;
  /** Told how much of the model is loaded, from 0 to 1. */
  readonly onProgress?: (loaded: number) => void;
}

/**
 * Loads the configured model and wires the engine to it.
 *
 * @throws SetupError when the file is missing or cannot be used
 */
export async function loadService(
  config: Config,
  { now = Date.now, warn = () => undefined, onProgress }: ServiceOptions = {},
): Promise<Service> {
  const { model, batchTokens, queueLimit, queueMs } = config;
  const modelBytes = await sizeOf(model);
  // Imported only now, because the library takes longer to load than the server to listen.
  const { loadBackend } = await import("./engine/backend.ts");
  const backend = await loadBackend({
    file: model.file,
    slots: config.slots,
    contextTokens: config.contextTokens,
    batchTokens,
    gpu: config.gpu,
    memory: config.memory,
    onProgress,
    threads: chooseThreads({
      setting: config.threads,
      modelMax: model.maxThreads,
      modelBytes,
    }),
  });
  const files = await openFiles(config, backend, warn);
  return {
    model,
    backend,
    engine: new Engine(backend, { batchTokens, queueLimit, queueMs, files }),
    render: compileTemplate(model, backend),
    tokenize: createPromptTokenizer(backend.vocabulary),
    completions: new StoredCompletions({ now }),
    embeddings: await loadEmbeddings(config, backend),
  };
}

async function loadEmbeddings(
  { embeddingModel, threads: setting }: Config,
  backend: Backend,
): Promise<EmbeddingModel | undefined> {
  if (embeddingModel === undefined) return undefined;
  const model = findModel(embeddingModel);
  if (!model) throw new SetupError("EMBEDDING_MODEL has to be the path of a GGUF file");
  const modelBytes = await sizeOf(model, "EMBEDDING_MODEL");
  const threads = chooseThreads({ setting, modelMax: model.maxThreads, modelBytes });
  return { name: model.name, embedder: await backend.loadEmbedder(model.file, threads) };
}

/** The disk tier of the KV cache, in the data folder. */
async function openFiles(
  { model, dataDir, kvCacheBytes: maxBytes }: Config,
  backend: Backend,
  warn: (line: string) => void,
): Promise<CacheFiles | undefined> {
  if (maxBytes === 0) return undefined;
  const folder = join(dataDir, "kv-cache");
  const stamp = `${await identifyModel(model.file)} ${backend.stateStamp}`;
  return CacheFiles.open({ folder, maxBytes, stamp, warn });
}

async function sizeOf(model: ModelChoice, setting = "SARAH_MODEL"): Promise<number> {
  try {
    const file = await stat(model.file);
    if (file.isFile()) return file.size;
  } catch {
    // Told below, like a folder in its place.
  }
  throw new SetupError(
    `${setting}: there is no file ${model.file}: put the model there, ` +
      `or set ${setting} to nano or to the path of a GGUF file`,
  );
}

function compileTemplate(model: ModelChoice, backend: Backend): RenderChat {
  const { controls } = backend.vocabulary;
  const isChatml = model.chatFormat === "chatml" || controls.has("<|im_start|>");
  const source = backend.chatTemplate ?? (isChatml ? CHATML : undefined);
  if (source === undefined) {
    throw new SetupError(
      `SARAH_MODEL: ${model.file} holds no chat template: use an instruction-tuned model`,
    );
  }
  try {
    return compileChatTemplate(source, backend.special);
  } catch (error) {
    throw new SetupError(
      `SARAH_MODEL: the chat template in ${model.file} cannot be read: use another GGUF file of the model`,
      { cause: error },
    );
  }
}
