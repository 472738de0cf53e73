import { isEmptyTalk, isRepeated } from "./is-repeated.ts";
import { onDayOf, withEvent, type LedgerEvent, type Reason, type Relationship } from "./ledger.ts";
import { readKindness } from "./read-kindness.ts";
import { absence, dailyLimit, points, scoreRange, type RelationshipSettings } from "./rules.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** What a message is worth, before it is known what the day has brought already. */
export interface Merit {
  /** What it earns or costs by itself; null for nothing. */
  reason: keyof Omit<typeof points, "first_of_day"> | null;
  /** Whether the user is an adult with romance on. */
  romance: boolean;
  /** When the user last said something before, ISO 8601. */
  lastSaidAt: string | null;
}

/** A message, as far as it bears on its worth. */
export interface Said {
  text: string;
  /** What the user said before, in any conversation. */
  before: string[];
  /** Whether it tells of a feeling. */
  opensUp: boolean;
}

/** What a message earns or costs by itself: nothing when it is empty or was said before. */
export function weigh({ text, before, opensUp }: Said): Merit["reason"] {
  const kindness = readKindness(text);
  if (kindness === "unkind") return "unkind";
  if (isEmptyTalk(text) || isRepeated(text, before)) return null;
  if (opensUp) return "opened_up";
  return kindness === "kind" ? "kindness" : "message";
}

/**
 * The events by which a message changes a relationship, in their order; none when it changes nothing.
 *
 * @param now when they are written; never earlier than the last event
 */
export function grow(
  relationship: Relationship,
  merit: Merit,
  { pace, now }: Pick<RelationshipSettings, "pace"> & { now: Date },
): LedgerEvent[] {
  const at = notBefore(now, relationship.lastAt);
  const events: LedgerEvent[] = [];
  let state = relationship;
  const add = (reason: Reason, delta: number) => {
    const event = { reason, delta: within(delta, state.score), at };
    events.push(event);
    state = withEvent(state, event);
  };
  if (merit.romance !== state.romance) add(merit.romance ? "romance_on" : "romance_off", 0);
  const faded = fadedBy(relationship, merit, at);
  if (faded > 0) add("absence", -faded);
  const { reason } = merit;
  if (reason === null) return events;
  if (reason === "unkind") {
    const cost = Math.min(-points.unkind, dailyLimit.loss - onDayOf(state, iso(at)).lost);
    if (within(-cost, state.score) < 0) add(reason, -cost);
    return events;
  }
  const earned = (of: "first_of_day" | typeof reason) => {
    const left = paced(dailyLimit.gain, pace) - onDayOf(state, iso(at)).gained;
    return Math.max(0, Math.min(paced(points[of], pace), left));
  };
  // Said even where it earns nothing any more: it is what a day is counted by.
  if (!onDayOf(state, iso(at)).counted) add("first_of_day", earned("first_of_day"));
  if (within(earned(reason), state.score) > 0) add(reason, earned(reason));
  return events;
}

const iso = (date: Date) => date.toISOString();

const notBefore = (now: Date, last: string | null) =>
  last === null || iso(now) > last ? now : new Date(last);

/** A delta that does not take the score out of its range. */
const within = (delta: number, score: number) =>
  Math.min(scoreRange.max, Math.max(scoreRange.min, score + delta)) - score;

const paced = (full: number, pace: number) => Math.max(1, Math.round(full * pace));

/** What an absence costs at the return. Who never came as far as the floor loses nothing. */
function fadedBy({ score, lastAt }: Relationship, { lastSaidAt }: Merit, at: Date): number {
  const lastSeen = [lastAt, lastSaidAt]
    .filter((time) => time !== null)
    .sort()
    .at(-1);
  if (lastSeen === undefined) return 0;
  const days = Math.floor((at.getTime() - Date.parse(lastSeen)) / dayMs);
  const fading = Math.max(0, days - absence.afterDays) * absence.pointsADay;
  return Math.max(0, Math.min(fading, score - absence.floor));
}
