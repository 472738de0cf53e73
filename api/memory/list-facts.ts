import { cutPage } from "#api/cursors.ts";
import type { Services } from "#api/services.ts";
import type { Fact } from "./schemas.ts";

interface FactsRequest {
  userId: string;
  type: string | undefined;
  history: boolean;
  limit: number;
  cursor: string | undefined;
}

/**
 * A page of what is known of the user, the last learnt first.
 *
 * @throws DomainError validation-failed for a cursor that is not of this list
 */
export async function listFacts(
  services: Services,
  { userId, type, history, limit, cursor }: FactsRequest,
): Promise<{ items: Fact[]; nextCursor: string | null }> {
  const [at, id] = (await services.cursors.decode("facts", userId, cursor)) ?? [];
  const after = at === undefined || id === undefined ? undefined : { at, id };
  const rows = await services.facts.findPage(userId, { type, history, limit: limit + 1, after });
  const { page, last } = cutPage(rows, limit);
  const next = last && [last.extractedAt, last.id];
  return {
    items: page,
    nextCursor: next ? await services.cursors.encode("facts", userId, next) : null,
  };
}
