import { hysteresisPoints, stageRules } from "./rules.ts";
import { indexOfStage, stages, type Stage } from "./stage.ts";

/** Reasons that are a message of the user's which counts. */
const messageReasons = ["message", "kindness", "opened_up"] as const;

/** Why something changed. */
export type Reason =
  | (typeof messageReasons)[number]
  | "first_of_day"
  | "unkind"
  | "absence"
  | "romance_on"
  | "romance_off";

/** One line of the ledger. */
export interface LedgerEvent {
  reason: Reason;
  delta: number;
  at: Date;
}

/** What a ledger adds up to. */
export interface Relationship {
  score: number;
  stage: Stage;
  /** When the stage began, as ISO 8601; null before the first event. */
  since: string | null;
  /** How many lines there are. */
  events: number;
  /** When the last one was written. */
  lastAt: string | null;
  messages: number;
  /** Different days on which something was earned. */
  days: number;
  /** The last day (UTC) on which there was an event, and what was won and lost on it. */
  day: string | null;
  gained: number;
  lost: number;
  /** Whether something has been earned on that day. */
  counted: boolean;
  /** Whether the user is an adult who has turned romance on. */
  romance: boolean;
}

/** How everybody begins. */
export const strangers: Relationship = {
  score: 0,
  stage: "stranger",
  since: null,
  events: 0,
  lastAt: null,
  messages: 0,
  days: 0,
  day: null,
  gained: 0,
  lost: 0,
  counted: false,
  romance: false,
};

/** What a ledger adds up to: the same events give the same relationship. */
export const foldLedger = (events: LedgerEvent[]): Relationship =>
  events.reduce(withEvent, strangers);

/** A relationship after one more event. The score is the sum of all deltas. */
export function withEvent(before: Relationship, event: LedgerEvent): Relationship {
  const { reason, delta } = event;
  const at = event.at.toISOString();
  const today = onDayOf(before, at);
  const counts = reason === "first_of_day";
  const totals = {
    score: before.score + delta,
    messages: before.messages + (isMessage(reason) ? 1 : 0),
    days: before.days + (counts && !today.counted ? 1 : 0),
    romance: reason === "romance_on" || (before.romance && reason !== "romance_off"),
  };
  const stage = nextStage(before.stage, totals);
  return {
    ...totals,
    stage,
    since: before.since === null || stage !== before.stage ? at : before.since,
    events: before.events + 1,
    lastAt: at,
    day: today.day,
    gained: today.gained + (reason === "absence" ? 0 : Math.max(0, delta)),
    lost: today.lost + (reason === "absence" ? 0 : Math.max(0, -delta)),
    counted: today.counted || counts,
  };
}

/** What was won and lost on the day of an event. A clock that goes back does not bring a day back. */
export function onDayOf(
  { day, gained, lost, counted }: Relationship,
  at: string,
): { day: string; gained: number; lost: number; counted: boolean } {
  const today = at.slice(0, 10);
  if (day !== null && today <= day) return { day, gained, lost, counted };
  return { day: today, gained: 0, lost: 0, counted: false };
}

const isMessage = (reason: Reason) => messageReasons.some((known) => known === reason);

type Totals = Pick<Relationship, "score" | "messages" | "days" | "romance">;

/** Down as far as it must, at once; up by one stage at a time. */
function nextStage(stage: Stage, totals: Totals): Stage {
  const from = indexOfStage(stage);
  const kept = stageRules.findLastIndex((rule, index) => index <= from && mayStay(rule, totals));
  if (kept < from) return stages[kept]!;
  const next = stageRules[from + 1];
  return next !== undefined && missingFor(next, totals).length === 0 ? next.stage : stage;
}

type Rule = (typeof stageRules)[number];

const mayStay = ({ fromScore, romantic }: Rule, { score, romance }: Totals) =>
  score >= Math.max(0, fromScore - hysteresisPoints) && (!romantic || romance);

/** Something that a stage asks for and that is not there yet. */
export interface Missing {
  what: "score" | "messages" | "days" | "romance";
  /** How much of it is missing. */
  by: number;
}

/** What is missing for a stage. */
export function missingFor(rule: Rule, totals: Totals): Missing[] {
  const missing = (["score", "messages", "days"] as const).map((what) => {
    const needed = what === "score" ? rule.fromScore : rule[what];
    return { what, by: needed - totals[what] };
  });
  const romance = { what: "romance" as const, by: rule.romantic && !totals.romance ? 1 : 0 };
  return [...missing, romance].filter(({ by }) => by > 0);
}
