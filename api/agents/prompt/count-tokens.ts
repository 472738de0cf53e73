import type { Epoch, TalkMessage } from "./epoch.ts";

/** What a reply's end and the next header take in the template, generously. */
const tokensAroundReply = 6;

/**
 * What messages took in prompts of the past, as the server counted: a reply by its own count, a message
 * by how much longer its prompt was than the one before and the reply to that. Those of which that
 * cannot be told are missing.
 */
export function countedTokens(window: TalkMessage[]): Map<number, number> {
  const counted = new Map<number, number>();
  let before: TalkMessage | undefined;
  for (const [index, message] of window.entries()) {
    if (message.role !== "assistant") continue;
    const { promptTokens, tokensUsed, epoch, sequence } = message;
    if (tokensUsed !== null) counted.set(sequence, tokensUsed + tokensAroundReply);
    const said = window[index - 1];
    const follows = before !== undefined && window[index - 2] === before;
    if (said?.role === "user" && follows && isSameEpoch(before, message)) {
      const took = promptTokens! - before!.promptTokens! - before!.tokensUsed!;
      if (took > 0) counted.set(said.sequence, took);
    }
    before = promptTokens !== null && tokensUsed !== null && epoch !== null ? message : undefined;
  }
  return counted;
}

function isSameEpoch(before: TalkMessage | undefined, message: TalkMessage): boolean {
  return message.promptTokens !== null && before?.epoch === message.epoch;
}

/**
 * The last prompt of an epoch with the reply to it, as the server counted.
 *
 * @returns undefined where none was counted yet
 */
export function countedThrough(
  { number }: Pick<Epoch, "number">,
  window: TalkMessage[],
): { sequence: number; tokens: number } | undefined {
  const last = window.findLast(
    ({ epoch, promptTokens, tokensUsed }) =>
      epoch === number && promptTokens !== null && tokensUsed !== null,
  );
  if (last === undefined) return undefined;
  const { sequence, promptTokens, tokensUsed } = last;
  return { sequence, tokens: promptTokens! + tokensUsed! + tokensAroundReply };
}
