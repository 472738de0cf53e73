import type { Services } from "#api/services.ts";
import { isAdult, unknownAge } from "./age.ts";
import { stateAge, type AgeStatement } from "./state-age.ts";

/**
 * Has the operator say how old somebody is, whatever they said themselves. Under 18 that binds what
 * the user can say from now on; else nothing does. Romance goes off where 18 is not known.
 *
 * @returns whether there is such a user
 * @throws DomainError validation-failed for a birth date to come
 */
export async function setAge(
  services: Services,
  userId: string,
  statement: AgeStatement,
): Promise<boolean> {
  const now = services.now();
  const record = stateAge(unknownAge, statement, { now, birthDatePath: "birthDate" });
  const account = await services.userChanges.changeProfile(userId, ({ preferences }) => {
    const goesOff = preferences["romance"] === true && !isAdult(record, now);
    return {
      ...record,
      ...(goesOff && { preferences: { ...preferences, romance: false } }),
      updatedAt: now,
    };
  });
  return account !== undefined;
}
