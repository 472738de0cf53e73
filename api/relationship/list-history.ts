import { cutPage } from "#api/cursors.ts";
import type { Services } from "#api/services.ts";
import type { RelationshipEvent } from "./schemas.ts";
import { livedStage, type Stage } from "./stage.ts";

interface HistoryRequest {
  userId: string;
  limit: number;
  cursor?: string | undefined;
}

const list = "relationship history";

/**
 * A page of what has changed the relationship, newest first; the deltas sum to the score.
 *
 * @throws DomainError validation-failed for a cursor that is not of this list
 */
export async function listHistory(
  services: Services,
  { userId, limit, cursor }: HistoryRequest,
): Promise<{ items: RelationshipEvent[]; nextCursor: string | null }> {
  const [before] = (await services.cursors.decode(list, userId, cursor)) ?? [];
  const beforeNumber = before === undefined ? undefined : Number(before);
  const rows = await services.relationships.findPage(userId, { limit: limit + 1, beforeNumber });
  const { page, last } = cutPage(rows, limit);
  const { MAX_STAGE: maxStage } = services.config;
  const items = page.map(({ id, at, delta, score, stage, reason, messageId, totals }) => ({
    id,
    at: at.toISOString(),
    delta,
    score,
    stage: livedStage(stage as Stage, { maxStage, romance: totals.romance }),
    reason,
    messageId,
  }));
  const nextCursor =
    last === undefined ? null : await services.cursors.encode(list, userId, [String(last.number)]);
  return { items, nextCursor };
}
