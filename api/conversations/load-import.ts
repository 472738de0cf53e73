import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { ImportProgress } from "./import-schemas.ts";

/**
 * How far a conversation that was imported has been learnt from.
 *
 * @throws DomainError not-found
 */
export async function loadImport(
  { imports }: Services,
  userId: string,
  conversationId: string,
): Promise<ImportProgress> {
  const progress = await imports.find(userId, conversationId);
  if (progress === undefined) throw new DomainError("not-found");
  const { done, total } = progress;
  const begun = done === 0 ? "queued" : "learning";
  return { state: done >= total ? "complete" : begun, done, total };
}
