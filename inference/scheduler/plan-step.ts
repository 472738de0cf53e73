/** How much of its prompt a reply still has to read; 0 means that it is writing. */
export interface Progress {
  readonly unread: number;
  /** Reads after those that are not. */
  readonly background?: boolean;
}

/** Prompt tokens read at a time: few enough to cancel between and to keep others' replies flowing. */
export const CHUNK_TOKENS = 32;

/**
 * What each running reply does in the next step, all of it in one batch: those that write take one
 * token each; those that read take a chunk each. While anyone writes, only one chunk is read in a
 * step, by the longest-waiting reader that is not in the background, or else by the longest-waiting
 * one that is, so that a newcomer never freezes a running reply for longer.
 *
 * @param replies in the order in which they got their slots
 * @param batchTokens the most tokens a batch can hold; at least the number of replies
 * @returns for each reply the prompt tokens to read; 0 for one that writes, or that waits this step
 */
export function planStep(replies: readonly Progress[], batchTokens: number): number[] {
  const writers = replies.filter((reply) => reply.unread === 0).length;
  let budget = batchTokens - writers;
  if (writers > 0) budget = Math.min(budget, CHUNK_TOKENS);
  const takes = replies.map(() => 0);
  for (const [index, reply] of [...replies.entries()].sort(byUrgency)) {
    takes[index] = Math.max(0, Math.min(reply.unread, CHUNK_TOKENS, budget));
    budget -= takes[index];
  }
  return takes;
}

function byUrgency([, a]: [number, Progress], [, b]: [number, Progress]): number {
  return Number(a.background ?? false) - Number(b.background ?? false);
}
