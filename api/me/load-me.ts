import { sessionEnded } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { Me } from "./schemas.ts";
import { toMe } from "./to-me.ts";

/** The account as its owner sees it. @throws DomainError session-ended where it has gone meanwhile */
export async function loadMe(services: Services, userId: string): Promise<Me> {
  const account = await services.users.find(userId);
  if (account === undefined) throw sessionEnded();
  return toMe(account, services.now());
}
