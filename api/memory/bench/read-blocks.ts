/**
 * A topic as its wording has it. A block begins with `* group: name = value / value`, the group
 * being optional; the marks at the beginning of the lines below it are:
 *
 * - `+` the user says it (of a change: `<` as it was, `>` as it became; of a tip: `=` the companion)
 * - `?` a question in the words of what was said, `~` one in other words, `!` one for the time
 * - `-` a question for what was before, `&` one for both
 * - `@` how a person is spoken of who is known by this
 */
export interface Block {
  group: string;
  name: string;
  values: readonly string[];
  lines: (mark: Mark) => readonly string[];
}

export type Mark = "+" | "<" | ">" | "=" | "?" | "~" | "!" | "-" | "&" | "@";

/** The blocks of a wording, in their order. */
export function readBlocks(text: string): Block[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(readBlock);
}

function readBlock(text: string): Block {
  const [head = "", ...rest] = text.split("\n");
  const [title = "", values = ""] = head.replace(/^\* /, "").split(" = ");
  const [group = "", name = group] = title.split(": ");
  return {
    group,
    name,
    values: values.split(" / "),
    lines: (mark) =>
      rest.filter((line) => line.startsWith(`${mark} `)).map((line) => line.slice(2)),
  };
}

/** The lines of a wording without blocks. */
export function readLines(text: string): string[] {
  return text.trim().split("\n");
}
