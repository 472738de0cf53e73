/**
 * A prompt as it is compared and cached: control tokens, which have no text, between runs of text.
 * Text is compared as text and not as tokens, because a reply that was written token by token is
 * often split otherwise than the tokenizer would split it.
 */
export interface Fragment {
  /** Null for a control token. */
  readonly text: string | null;
  readonly tokens: readonly number[];
}

export function toTokens(fragments: readonly Fragment[]): number[] {
  return fragments.flatMap((fragment) => fragment.tokens);
}

/** How many tokens two sequences have in common from their start. */
export function commonPrefix(a: readonly number[], b: readonly number[]): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a[length] === b[length]) length++;
  return length;
}

/**
 * The same prompt, with the tokens that a slot already holds for the same text in the same place,
 * as far as the two agree from the start.
 */
export function reuseTokens(prompt: readonly Fragment[], held: readonly Fragment[]): Fragment[] {
  let agree = true;
  return prompt.map((fragment, index) => {
    const known = held[index];
    agree &&= known !== undefined && isSame(fragment, known);
    return agree && known ? known : fragment;
  });
}

/** Whether two fragments say the same, whatever their tokens. */
export function isSame(a: Fragment, b: Fragment): boolean {
  if (a.text !== null || b.text !== null) return a.text === b.text;
  return a.tokens[0] === b.tokens[0];
}

/** A token that was generated, with the text it gave; null for a control token, which gives none. */
export type Written = Fragment;

/** What a slot holds after a reply: written text continues the prompt's last run of text. */
export function append(fragments: readonly Fragment[], written: Written): Fragment[] {
  const last = fragments.at(-1);
  if (written.text === null || last === undefined || last.text === null) {
    return written.tokens.length === 0 ? [...fragments] : [...fragments, written];
  }
  const joined = { text: last.text + written.text, tokens: [...last.tokens, ...written.tokens] };
  return [...fragments.slice(0, -1), joined];
}
