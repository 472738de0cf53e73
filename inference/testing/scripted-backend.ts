import type { Backend, Sequence } from "#inference/engine/backend-interface.ts";

import { createScriptedMemory } from "./scripted-memory.ts";

/**
 * A backend without a model, for tests of the engine: every reply writes the letters of the
 * alphabet, and every step waits until the test lets it run.
 */
export interface ScriptedBackend extends Backend {
  /** What the sequences were asked since the last look: `0:read 32`, `1:write`, `0:keep 5`. */
  takeLog(): string[];
  /** Waits for the engine to ask for a step, lets it finish, and returns when the next was asked for or nothing is left to do. */
  step(): Promise<void>;
  /** From now on steps do not wait. */
  run(): void;
  failNext(error: Error): void;
}

const END_OF_REPLY = 999;

export function createScriptedBackend(slots: number, contextTokens = 64): ScriptedBackend {
  let log: string[] = [];
  let gate = Promise.withResolvers<void>();
  let isOpen = false;
  let failure: Error | undefined;

  const pass = async (entry: string) => {
    log.push(entry);
    if (!isOpen) await gate.promise;
    const error = failure;
    failure = undefined;
    if (error) throw error;
  };
  const createSequence = (id: number): Sequence => {
    const memory = createScriptedMemory((entry) => log.push(`${id}:${entry}`));
    return Object.assign(memory, {
      async prefill(tokens: readonly number[]) {
        await pass(`${id}:read ${tokens.length}`);
        memory.evaluate(tokens);
      },
      async *generate(tokens: readonly number[]) {
        let next = [...tokens];
        for (let written = 0; ; written++) {
          await pass(written === 0 ? `${id}:read ${tokens.length}` : `${id}:write`);
          memory.evaluate(next);
          const token = written < 26 ? 97 + written : END_OF_REPLY;
          next = [token];
          yield token;
        }
      },
    });
  };
  return {
    contextTokens,
    stateStamp: "script",
    memory: { mmap: false, kvType: "f16", flashAttention: "auto" },
    sequences: Array.from({ length: slots }, (_, id) => createSequence(id)),
    vocabulary: {
      tokenize: (text) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0),
      tokenizeContinuation: (text) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0),
      isControl: (token) => token === END_OF_REPLY,
      controlTexts: [],
      controls: new Map(),
    },
    detokenize: (tokens) => String.fromCodePoint(...tokens),
    isEndOfReply: (token) => token === END_OF_REPLY,
    chatTemplate: undefined,
    special: { bos: "", eos: "" },
    loadEmbedder: () => Promise.reject(new Error("no embeddings in a script")),
    compileGrammar: () => Promise.reject(new Error("no grammar in a script")),
    close: () => Promise.resolve(),
    takeLog() {
      const taken = log;
      log = [];
      return taken;
    },
    async step() {
      await settled();
      const passed = gate;
      gate = Promise.withResolvers();
      passed.resolve();
      await settled();
    },
    run() {
      isOpen = true;
      gate.resolve();
    },
    failNext(error) {
      failure = error;
    },
  };
}

/** Everything that is due without a timer has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
