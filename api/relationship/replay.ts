import type { RelationshipEventRow, StoredLedger } from "#db/repositories/relationships.ts";
import { strangers, withEvent, type Reason, type Relationship } from "./ledger.ts";

/** What is stored otherwise than the ledger adds up to. */
export interface Difference {
  userId: string;
  /** The number of the event; null for the profile. */
  event: number | null;
  what: string;
  stored: string;
  replayed: string;
}

/** Plays a ledger again from its first event, and finds whatever is stored otherwise. */
export function replayLedger({ userId, profileScore, events }: StoredLedger): {
  relationship: Relationship;
  differences: Difference[];
} {
  const differences: Difference[] = [];
  let relationship = strangers;
  for (const row of events) {
    const { delta, at, reason } = row;
    relationship = withEvent(relationship, { delta, at, reason: reason as Reason });
    const [stored, replayed] = [inStored(row), inReplayed(relationship)];
    for (const [what, value] of Object.entries(replayed)) {
      if (stored[what] === value) continue;
      const said = { stored: String(stored[what]), replayed: String(value) };
      differences.push({ userId, event: row.number, what, ...said });
    }
  }
  const { score } = relationship;
  if (profileScore !== score) {
    const said = { stored: String(profileScore), replayed: String(score) };
    differences.push({ userId, event: null, what: "score", ...said });
  }
  return { relationship, differences };
}

type Flat = Record<string, string | number | boolean | null>;

const inStored = ({ number, score, stage, totals }: RelationshipEventRow): Flat => ({
  number,
  score,
  stage,
  ...totals,
});

function inReplayed(relationship: Relationship): Flat {
  const { events: number, lastAt: _, ...rest } = relationship;
  return { number, ...rest };
}
