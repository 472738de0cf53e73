import { headOf } from "#api/agents/estimate-tokens.ts";
import type { TalkMessage } from "./epoch.ts";
import { proseTokens } from "./render-context.ts";

/** Something that happened to the user, as it is remembered. */
export interface DatedEvent {
  summary: string;
  /** ISO 8601. */
  at: string;
}

export interface ToSummarise {
  /** The messages that have left and still have to be told of, oldest first. */
  recent: TalkMessage[];
  /** Others that have left, oldest first. */
  older: TalkMessage[];
  /** What happened before the messages that are there. */
  events: DatedEvent[];
  /** A model's wording of what left before; null where there is none. */
  before: string | null;
  /** Who the user talks with. */
  name: string;
}

interface Line {
  at: string;
  text: string;
}

/** What naming the speaker takes, and now and then the day. */
const tokensAroundQuote = 6;
const longestQuote = 48;
/** Of what is told only where there is room. */
const briefQuote = 16;

/**
 * What is told of messages that have left the prompt, by rules alone: each of the recent ones by how it
 * begins; then, as far as there is room, what a model has written of those before, what happened, and
 * what else the user said, the newest first. All in the order of time, with its days.
 */
export function summarise(parts: ToSummarise, budgetTokens: number): string {
  const { recent, older, events, before, name } = parts;
  const quote = quoteFrom([...older, ...recent], name);
  const each = Math.floor(budgetTokens / Math.max(1, recent.length)) - tokensAroundQuote;
  const wanted = [
    ...recent.toReversed().map((message) => quote(message, Math.min(longestQuote, each))),
    ...(before === null ? [] : [{ at: "", text: before }]),
    ...events.map(({ at, summary }) => ({ at, text: `${headOf(summary, longestQuote)}.` })),
    ...older
      .filter(({ role }) => role === "user")
      .toReversed()
      .map((message) => quote(message, briefQuote)),
  ];
  const told: Line[] = [];
  for (const line of wanted) {
    if (proseTokens(render([...told, line])) <= budgetTokens) told.push(line);
  }
  return render(told);
}

/** Tells of messages by their words, but of those of a crisis only that there was one. */
function quoteFrom(messages: TalkMessage[], name: string) {
  const isCrisis = new Set(
    messages.flatMap(({ source, sequence }, index) =>
      source === "safety" ? [sequence, messages[index - 1]?.sequence] : [],
    ),
  );
  return ({ role, content, at, sequence }: TalkMessage, maxTokens: number): Line => {
    const isUser = role === "user";
    const who = isUser ? "the user" : name;
    if (isCrisis.has(sequence)) {
      return { at, text: `${who} ${isUser ? "was in distress" : "told of help lines"}.` };
    }
    return { at, text: `${who}: "${headOf(content, Math.max(1, maxTokens))}"` };
  };
}

/** The lines in the order of time, each new day named. */
function render(lines: Line[]): string {
  const inTime = lines
    .map((line, index) => ({ ...line, index }))
    // What comes first in the list is the newer of what was said at one time.
    .toSorted((a, b) => (a.at === b.at ? b.index - a.index : a.at < b.at ? -1 : 1));
  return inTime
    .map(({ at, text }, index) => {
      const isNewDay = at !== "" && at.slice(0, 10) !== inTime[index - 1]?.at.slice(0, 10);
      return isNewDay ? `On ${dayOf(at)}, ${text}` : text;
    })
    .join(" ");
}

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  timeZone: "UTC",
});

/** A day as one says it. */
export const dayOf = (at: string) => dayFormat.format(new Date(at));
