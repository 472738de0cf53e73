import { cutToTokens, estimateTokens } from "#api/agents/estimate-tokens.ts";
import type { Recalled } from "./search/pick-recalled.ts";

/** Forty tokens, as far as can be told: the estimate takes twice what English takes. */
const noteEstimate = 64;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * What is remembered as a note that goes with a message into the prompt: dated, in the words that were
 * said, cut to forty tokens.
 */
export function recallNote({ text, at, saidBy, kind, isImported }: Recalled, now: Date): string {
  const who = kind === "episode" ? "for the user" : `${nameOf(saidBy)} said`;
  const frame = `(${isImported ? "From an imported chat" : "Remember"}, ${spokenDate(at, now)} ${who}: "")`;
  const line = text.replaceAll(/\s+/g, " ").replaceAll('"', "'").trim();
  const room = noteEstimate - estimateTokens(frame);
  return `${frame.slice(0, -2)}${cutToTokens(line, Math.max(8, room))}")`;
}

function nameOf(saidBy: Recalled["saidBy"]): string {
  if (saidBy === "user") return "the user";
  return saidBy === "companion" ? "you" : saidBy.name.replaceAll(/\s+/g, " ").slice(0, 40);
}

/** A day as one speaks of it later: "yesterday", "on Tuesday", "in March", "in March 2024". */
export function spokenDate(at: Date, now: Date): string {
  const days = Math.floor(now.getTime() / dayMs) - Math.floor(at.getTime() / dayMs);
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 7) return `on ${format(at, { weekday: "long" })}`;
  const isThisYear = at.getUTCFullYear() === now.getUTCFullYear();
  return `in ${format(at, isThisYear ? { month: "long" } : { month: "long", year: "numeric" })}`;
}

const format = (at: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" }).format(at);
