/** How much of its prompt a reply still has to read; 0 means that it is writing. */
export interface Progress {
  readonly unread: number;
  /** Reads after those that are not. */
  readonly background?: boolean;
  /** How many tokens of its prompt could have been read by now, had it not been passed over. */
  readonly denied?: number;
}

export interface StepLimits {
  /** The most tokens a batch can hold; at least the number of replies. */
  readonly batchTokens: number;
  /** The most prompt tokens that are read in a step, whoever's. */
  readonly chunkTokens: number;
}

/**
 * Prompt tokens read in a step on a processor: few enough that a cancel is noticed and a running
 * reply goes on soon, and as fast, token for token, as larger steps.
 */
export const CHUNK_TOKENS = 32;

/**
 * What each running reply does in the next step, all of it in one batch: those that write take one
 * token each; of those that read, the chunk goes to whoever is done the soonest, so that a turn's few
 * new tokens do not wait for a newcomer's whole prompt. What anyone is denied counts as
 * read, so that nobody is passed over for ever. The background reads what is left.
 *
 * @returns for each reply the prompt tokens to read; 0 for one that writes, or that waits this step
 */
export function planStep(
  replies: readonly Progress[],
  { batchTokens, chunkTokens }: StepLimits,
): number[] {
  const writers = replies.filter((reply) => reply.unread === 0).length;
  let budget = Math.min(batchTokens - writers, chunkTokens);
  const rank = ({ unread, denied = 0 }: Progress) => unread - denied;
  const byUrgency = ([, a]: [number, Progress], [, b]: [number, Progress]) =>
    Number(a.background ?? false) - Number(b.background ?? false) || rank(a) - rank(b);
  const takes = replies.map(() => 0);
  for (const [index, reply] of [...replies.entries()].sort(byUrgency)) {
    takes[index] = Math.max(0, Math.min(reply.unread, budget));
    budget -= takes[index];
  }
  return takes;
}
