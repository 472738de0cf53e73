import { readFile, writeFile } from "node:fs/promises";

import type { CacheSequence, TokenRange } from "#inference/kv-cache/slot.ts";

/** The memory of a sequence without a model: the tokens alone, which can be saved and loaded like a state. */
export interface ScriptedMemory extends CacheSequence {
  evaluate(tokens: readonly number[]): void;
}

/** @param log told what it is asked to do */
export function createScriptedMemory(log: (entry: string) => void = () => {}): ScriptedMemory {
  let held: number[] = [];
  let isSettled = true;
  return {
    get length() {
      return held.length;
    },
    get tokens() {
      return [...held];
    },
    canErase: true,
    get isSettled() {
      return isSettled;
    },
    async truncate(length) {
      log(`keep ${length}`);
      held = held.slice(0, length);
    },
    async erase({ start, end }: TokenRange) {
      log(`erase ${start}-${end}`);
      held.splice(start, end - start);
      isSettled = false;
    },
    async save(file) {
      log(`save ${held.length}`);
      if (!isSettled) throw new Error("not settled");
      await writeFile(file, JSON.stringify(held));
    },
    async load(file) {
      const text = await readFile(file, "utf8");
      held = JSON.parse(text.slice(0, text.indexOf("]") + 1)) as number[];
      isSettled = true;
      log(`load ${held.length}`);
      return [...held];
    },
    evaluate(tokens) {
      held.push(...tokens);
      isSettled = true;
    },
  };
}
