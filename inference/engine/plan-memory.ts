import { SetupError } from "#inference/errors.ts";

/** How the cells of the KV cache are stored; `q8_0` takes about half of the space. */
export type KvType = "f16" | "q8_0";

export interface MemoryWishes {
  readonly mmap: "auto" | "on" | "off";
  readonly kvType: "auto" | KvType;
  readonly flashAttention: "auto" | "on" | "off";
}

export interface MemoryPlan {
  /** Mapped, a file loads faster, and takes more room where its weights are rearranged for the processor. */
  readonly mmap: boolean;
  readonly kvType: KvType;
  readonly flashAttention: "auto" | boolean;
}

export interface MemoryNeeds {
  readonly modelBytes: number;
  /** Of all slots together. */
  readonly contextBytes: Readonly<Record<KvType, number>>;
  /** What this process may still take; undefined where the system does not say. */
  readonly availableBytes: number | undefined;
}

/** Mapped pages and the rearranged copy of them: 8.2 GB were seen for a file of 4.4. */
const MAPPED_FACTOR = 1.9;
/** Weights without the file: 4.9 GB were seen for 4.4, with the context's buffers. */
const LOADED_FACTOR = 1.05;
/** Of what is free; the rest is for estimates that are wrong and for everyone else on the machine. */
const USABLE = 0.9;
/** The process itself and what it computes with. */
const BASE_BYTES = 300 * 1024 * 1024;

/**
 * How to load a model so that it fits: mapped if there is ample room, else read; and if even then
 * there is too little, with a smaller KV cache.
 *
 * @throws SetupError with the numbers when it does not fit
 */
export function planMemory(wishes: MemoryWishes, needs: MemoryNeeds): MemoryPlan {
  const flashAttention = wishes.flashAttention === "auto" ? "auto" : wishes.flashAttention === "on";
  // Without flash attention llama.cpp reads values of full width only.
  const smaller: KvType[] = flashAttention === false ? [] : ["q8_0"];
  const kvTypes: KvType[] = wishes.kvType === "auto" ? ["f16", ...smaller] : [wishes.kvType];
  const mmaps = wishes.mmap === "auto" ? [true, false] : [wishes.mmap === "on"];
  const available = needs.availableBytes ?? Infinity;
  for (const kvType of kvTypes) {
    for (const mmap of mmaps) {
      // Mapped pages can be given back; where mapping was asked for, only the copy has to fit.
      const isCounted = mmap && wishes.mmap === "auto";
      const factor = isCounted ? MAPPED_FACTOR : LOADED_FACTOR;
      const bytes = needs.modelBytes * factor + needs.contextBytes[kvType] + BASE_BYTES;
      if (bytes <= available * USABLE) return { mmap, kvType, flashAttention };
    }
  }
  throw refuse(needs, kvTypes.at(-1) ?? "f16", available);
}

function refuse(needs: MemoryNeeds, kvType: KvType, available: number): SetupError {
  const model = needs.modelBytes * LOADED_FACTOR + BASE_BYTES;
  const context = needs.contextBytes[kvType];
  return new SetupError(
    `SARAH_MODEL does not fit into memory: it takes ${inGb(model)}, its cache ${inGb(context)}, ` +
      `and ${inGb(available)} are free: use a smaller model, fewer INFERENCE_SLOTS or a smaller INFERENCE_CONTEXT`,
  );
}

const inGb = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
