import { emotionLabels } from "./labels.ts";
import type { LinearModel } from "./linear-model.ts";

/** A model as a module can hold it: two runs of bytes in base64 and a few numbers. */
export interface PackedModel {
  /** Each slot as its distance from the one before it, 255 standing for "255 and more to come". */
  readonly slots: string;
  readonly weights: string;
  readonly scales: readonly number[];
  readonly intercepts: readonly number[];
  readonly thresholds: readonly number[];
}

const more = 255;

export function packModel(model: LinearModel): PackedModel {
  const gaps: number[] = [];
  let previous = 0;
  for (const slot of model.slots) {
    let gap = slot - previous;
    for (; gap >= more; gap -= more) gaps.push(more);
    gaps.push(gap);
    previous = slot;
  }
  const weights = new Uint8Array(model.weights.buffer, model.weights.byteOffset);
  return { ...model, slots: toBase64(Uint8Array.from(gaps)), weights: toBase64(weights) };
}

export function unpackModel(packed: PackedModel): LinearModel {
  const weights = new Int8Array(fromBase64(packed.weights).buffer);
  const slots = new Int32Array(weights.length / emotionLabels.length);
  let slot = 0;
  let at = 0;
  for (const gap of fromBase64(packed.slots)) {
    slot += gap;
    if (gap === more) continue;
    slots[at] = slot;
    at += 1;
  }
  return { ...packed, slots, weights };
}

const toBase64 = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
