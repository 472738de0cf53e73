/*
 * Trains models/emotion anew: `npm run train:emotion -- <folder>`, where the folder holds GoEmotions'
 * train.tsv, dev.tsv and labels.txt. Writes the weights and the dev split that the tests measure on.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { runProgram } from "#deploy/run-program.ts";
import { StartupError } from "#deploy/startup-error.ts";
import { emotionLabels } from "#models/emotion/labels.ts";
import { packModel, type PackedModel } from "#models/emotion/packed-model.ts";
import {
  formatExamples,
  parseGoEmotions,
  toReadExamples,
} from "#models/emotion/training/example.ts";
import { measure } from "#models/emotion/training/measure.ts";
import { ownSentences } from "#models/emotion/training/own-sentences.ts";
import { trainModel } from "#models/emotion/training/train-model.ts";

const inEmotion = (name: string) => fileURLToPath(import.meta.resolve(`#models/emotion/${name}`));

function trainEmotion(folder: string): void {
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const names = read("labels.txt");
  const dev = parseGoEmotions(read("dev.tsv"), names);
  const train = toReadExamples(parseGoEmotions(read("train.tsv"), names));
  const model = trainModel(train, toReadExamples(ownSentences()));
  const module = toModule(packModel(model));
  writeFileSync(inEmotion("weights.ts"), module);
  writeFileSync(inEmotion("training/goemotions-dev.tsv"), formatExamples(dev));
  print("train", measure(model, train));
  print("dev", measure(model, toReadExamples(dev)));
  console.log(`${model.slots.length} slots, ${module.length} bytes`);
}

function toModule({ slots, weights, scales, intercepts, thresholds }: PackedModel): string {
  return [
    "/* Written by `npm run train:emotion`; README.md says of what. */",
    "",
    'import type { PackedModel } from "./packed-model.ts";',
    "",
    "export const weights: PackedModel = {",
    `  scales: [${scales.join(", ")}],`,
    `  intercepts: [${intercepts.join(", ")}],`,
    `  thresholds: [${thresholds.join(", ")}],`,
    `  slots:\n    "${slots}",`,
    `  weights:\n    "${weights}",`,
    "};",
    "",
  ].join("\n");
}

function print(split: string, { f1, macroF1, calibrationError }: ReturnType<typeof measure>): void {
  const labels = emotionLabels.map((label) => `${label} ${f1[label].toFixed(1)}`).join(", ");
  const error = calibrationError.toFixed(1);
  console.log(`${split}: macro-F1 ${macroF1.toFixed(2)} (${labels}), calibration off by ${error}`);
}

/** Trains from the folder named on the command line. */
async function main(): Promise<void> {
  const folder = process.argv[2];
  if (!folder || !existsSync(join(folder, "train.tsv"))) {
    throw new StartupError("Say where GoEmotions lies: npm run train:emotion -- <folder>");
  }
  trainEmotion(folder);
}

if (import.meta.main) await runProgram(main);
