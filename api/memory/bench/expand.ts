import type { Random } from "./random.ts";
import { words } from "./wording/words.ts";

/** Makes a sentence of a template: one of each `[a|b]`, and for each `{slot}` its value or any of such words. */
export function expand(
  template: string,
  random: Random,
  slots: Readonly<Record<string, string>> = {},
): string {
  let text = template;
  for (let open = innermost(text); open !== undefined; open = innermost(text)) {
    text = text.replace(open, random.pick(open.slice(1, -1).split("|")));
  }
  return text.replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
    const value = slots[slot] ?? (words[slot] && random.pick(words[slot]));
    if (value === undefined) throw new Error(`No template may ask for {${slot}}.`);
    return value;
  });
}

const innermost = (text: string) => /\[[^[\]]*\]/.exec(text)?.[0];
