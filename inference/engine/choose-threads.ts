import { availableParallelism } from "node:os";

const TINY_MODEL_BYTES = 100_000_000;

/**
 * Threads to evaluate with: the operator's number, else as many as the model gains from, of the
 * cores this process was really given (affinity and cgroup quota, which `availableParallelism` knows).
 * On two threads a model of a few million parameters is 25 times slower than on one.
 */
export function chooseThreads(
  wanted: {
    readonly setting?: number | undefined;
    readonly modelMax?: number | undefined;
    readonly modelBytes: number;
  },
  cores: number = availableParallelism(),
): number {
  if (wanted.setting !== undefined) return wanted.setting;
  const useful = wanted.modelBytes < TINY_MODEL_BYTES ? 1 : Infinity;
  return Math.max(1, Math.min(cores, wanted.modelMax ?? Infinity, useful));
}
