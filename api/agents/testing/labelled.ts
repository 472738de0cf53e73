import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The rows of a labelled set. Only totals of a held-out one may be told. */
export function readLabelled<Row>(name: string): Row[] {
  const file = join(import.meta.dirname, `labelled/${name}.jsonl`).replace("/testing/", "/");
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Row);
}

/** Texts that make slow patterns slow, as long as a message may be. */
export const nastyTexts = [
  ..."i |a|die |forget |remember |I'm a |the woman I am |my friend said |want to die or live, |' "
    .split("|")
    .concat(
      "pills bridge train ",
      '"a',
      "ich bin ein ",
      "quiero ",
      "я ",
      "😀",
      "((",
      "\n",
      "!?",
      "1 ",
    )
    .map((unit) => unit.repeat(4000).slice(0, 4000)),
  `${" ".repeat(3999)}x`,
  "I am not a man or a woman but ".repeat(133),
];
