import { commonPrefix, type Fragment, isSame, reuseTokens, toTokens } from "./fragments.ts";
import type { Contents, TokenRange } from "./slot.ts";

/** How a prompt goes on from what is held. */
export interface Alignment {
  /** The prompt, with the token ids that are held for the same text. */
  readonly fragments: readonly Fragment[];
  readonly tokens: readonly number[];
  /** How many of them are held, once `erase` is done. */
  readonly common: number;
  /** What has left the middle since. */
  readonly erase?: TokenRange;
}

/** Tokens that must stay for it to be worth taking out what is before them. */
const MIN_MOVED_TOKENS = 32;

/**
 * Finds how much of a prompt is held already: its beginning, and where messages have left the middle
 * of a conversation also what came after them.
 *
 * @param limit tokens that the prompt has to stay below; where the held ids would take it beyond
 *   that, its own are taken
 * @param canErase whether what left may be taken out
 */
export function align(
  prompt: readonly Fragment[],
  held: Contents,
  { limit, canErase }: { readonly limit: number; readonly canErase: boolean },
): Alignment {
  const straight = alignStart(prompt, held, limit);
  if (!canErase || straight.common === held.tokens.length) return straight;
  const erase = findLeft(prompt, held.fragments);
  if (erase === undefined || erase.end + MIN_MOVED_TOKENS > held.tokens.length) return straight;
  const moved = alignStart(prompt, without(held, erase), limit);
  const gain = moved.common - Math.max(straight.common, erase.start);
  return gain >= MIN_MOVED_TOKENS ? { ...moved, erase } : straight;
}

/** What is held once a range, which begins and ends between fragments, is taken out. */
export function without({ fragments, tokens }: Contents, { start, end }: TokenRange): Contents {
  let at = 0;
  const stay = fragments.filter((fragment) => {
    const isOutside = at < start || at >= end;
    at += fragment.tokens.length;
    return isOutside;
  });
  return { fragments: stay, tokens: [...tokens.slice(0, start), ...tokens.slice(end)] };
}

function alignStart(prompt: readonly Fragment[], held: Contents, limit: number): Alignment {
  const reused = reuseTokens(prompt, held.fragments);
  const fragments = toTokens(reused).length < limit ? reused : prompt;
  const tokens = toTokens(fragments);
  return { fragments, tokens, common: commonPrefix(tokens, held.tokens) };
}

/** Where, after an equal beginning, the longest run of what is held goes on with the prompt. */
function findLeft(prompt: readonly Fragment[], held: readonly Fragment[]): TokenRange | undefined {
  const equal = countSame(prompt, held, 0, 0);
  let best = 0;
  let found: TokenRange | undefined;
  const start = countTokens(held, 0, equal);
  // The very beginning cannot be taken out.
  if (start === 0) return undefined;
  for (let from = equal + 1; from < held.length; from++) {
    const tokens = countTokens(held, from, from + countSame(prompt, held, equal, from));
    if (tokens <= best) continue;
    best = tokens;
    found = { start, end: countTokens(held, 0, from) };
  }
  return found;
}

function countSame(a: readonly Fragment[], b: readonly Fragment[], i: number, j: number): number {
  let count = 0;
  for (;;) {
    const [left, right] = [a[i + count], b[j + count]];
    if (left === undefined || right === undefined || !isSame(left, right)) return count;
    count++;
  }
}

function countTokens(fragments: readonly Fragment[], from: number, to: number): number {
  return fragments.slice(from, to).reduce((sum, { tokens }) => sum + tokens.length, 0);
}
