import { v7 as uuidv7 } from "uuid";

import type { Services } from "#api/services.ts";
import type { Fact, NewFact } from "./schemas.ts";
import { singleValued } from "./single-valued.ts";

/** Keeps what the user says of themselves outright: it wins over what was learnt. */
export async function addFact(
  { facts, now }: Services,
  userId: string,
  words: NewFact,
): Promise<{ fact: Fact; isNew: boolean }> {
  return facts.add(userId, { id: uuidv7(), ...words }, { single: singleValued, now: now() });
}
