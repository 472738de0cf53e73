import { describe, expect, test } from "vitest";

import { emotionLabels } from "#models/emotion/labels.ts";
import { formatExamples, parseExamples, parseGoEmotions, type Example } from "./example.ts";

const labelsOf = ({ given }: Example) => emotionLabels.filter((_, k) => given[k] === 1);
const names = "admiration\nannoyance\ngrief\nneutral\n";
const tsv = "Well done\t0\tid1\nUgh, and she left\t1,2\tid2\nIt is Monday\t3\tid3\n";

describe("an example", () => {
  test("carries the groups of the emotions that GoEmotions gives it", () => {
    const examples = parseGoEmotions(tsv, names);
    expect(examples.map(({ text }) => text)).toEqual([
      "Well done",
      "Ugh, and she left",
      "It is Monday",
    ]);
    expect(examples.map(labelsOf)).toEqual([["joy"], ["anger", "sadness"], ["neutral"]]);
  });

  test("is the same after it was kept in the compact form", () => {
    const examples = parseGoEmotions(tsv, names);
    expect(parseExamples(formatExamples(examples))).toEqual(examples);
  });
});
