import type { Merit } from "#api/relationship/grow.ts";
import type { Standing } from "#api/relationship/standing.ts";
import type { ScoringGrounds } from "#db/repositories/turn.ts";
import { meritOf } from "./plan-turn.ts";
import { readMessage } from "./read-message.ts";

/** What a message is worth that another instance took; null when it has been scored or is gone. */
export function meritOfStored(
  { saidBefore, isScored, message, profile }: ScoringGrounds,
  standing: Standing,
): Merit | null {
  if (isScored || message === null) return null;
  const { content } = message;
  const opensUp = profile.preferences["emotion"] !== false && readMessage(content).opensUp;
  return meritOf({ content, opensUp }, saidBefore, standing);
}
