import { v7 as uuidv7 } from "uuid";

import type { ScoredEvent } from "#api/relationship/score-turn.ts";
import type { NewRelationshipEvent } from "#db/repositories/turn.ts";

/** The lines of the ledger as they are stored. */
export function toLedgerRows(events: ScoredEvent[]): NewRelationshipEvent[] {
  return events.map(({ event: { at, delta, reason }, after }) => {
    const { score, stage, events: number, lastAt: _, ...totals } = after;
    return { id: uuidv7(), number, at: at.toISOString(), delta, score, stage, reason, totals };
  });
}
