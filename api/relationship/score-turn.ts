import { grow, type Merit } from "./grow.ts";
import { withEvent, type LedgerEvent, type Relationship } from "./ledger.ts";
import type { RelationshipSettings } from "./rules.ts";
import { livedStage, type Stage } from "./stage.ts";
import type { Standing } from "./standing.ts";

/** A line of the ledger, and what the ledger adds up to with it. */
export interface ScoredEvent {
  event: LedgerEvent;
  after: Relationship;
}

/** What a finished turn changes. */
export interface ScoredTurn {
  events: ScoredEvent[];
  score: number;
  /** The stage that was lived before and is lived now. */
  stageBefore: Stage;
  stage: Stage;
  /** Whether score or stage are others now. */
  changed: boolean;
}

/** Scores a turn; one without merit changes nothing. */
export function scoreTurn(
  { relationship: before, stage: stageBefore }: Standing,
  merit: Merit | null,
  { pace, maxStage, now }: RelationshipSettings & { now: Date },
): ScoredTurn {
  if (merit === null) {
    return { events: [], score: before.score, stageBefore, stage: stageBefore, changed: false };
  }
  const events: ScoredEvent[] = [];
  let after = before;
  for (const event of grow(before, merit, { pace, now })) {
    after = withEvent(after, event);
    events.push({ event, after });
  }
  const stage = livedStage(after.stage, { maxStage, romance: merit.romance });
  // What was lived when the last event was written: romance may have been turned off since.
  const known = livedStage(before.stage, { maxStage, romance: before.romance });
  const changed = after.score !== before.score || stage !== known;
  return { events, score: after.score, stageBefore: known, stage, changed };
}
