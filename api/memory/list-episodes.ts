import { cutPage } from "#api/cursors.ts";
import type { Services } from "#api/services.ts";
import type { Episode } from "./schemas.ts";

interface EpisodesRequest {
  userId: string;
  limit: number;
  cursor: string | undefined;
}

/**
 * A page of what has happened to the user, the last thing first.
 *
 * @throws DomainError validation-failed for a cursor that is not of this list
 */
export async function listEpisodes(
  services: Services,
  { userId, limit, cursor }: EpisodesRequest,
): Promise<{ items: Episode[]; nextCursor: string | null }> {
  const [at, id] = (await services.cursors.decode("episodes", userId, cursor)) ?? [];
  const after = at === undefined || id === undefined ? undefined : { at, id };
  const rows = await services.episodes.findPage(userId, { limit: limit + 1, after });
  const { page, last } = cutPage(rows, limit);
  const next = last && [last.occurredAt, last.id];
  return {
    items: page,
    nextCursor: next ? await services.cursors.encode("episodes", userId, next) : null,
  };
}
