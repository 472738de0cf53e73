import { normaliseOpener } from "#api/agents/normalise-opener.ts";
import type { TurnOpening } from "#db/repositories/turn.ts";
import type { TurnPlan } from "./plan-turn.ts";

/**
 * What an answer may be cached under: the very first message of somebody of whom nothing is known,
 * when it is but a greeting. Null for anything else.
 */
export function findOpener(
  { parts: { content, persona, stage, facts, language } }: Pick<TurnPlan, "parts">,
  { window, saidBefore }: Pick<TurnOpening, "window" | "saidBefore">,
): { key: string; text: string } | null {
  const text = normaliseOpener(content);
  const isFirst = window.length === 0 && saidBefore.length === 0 && facts.length === 0;
  if (text === null || !isFirst) return null;
  return { key: JSON.stringify([persona.id, stage, language, text]), text };
}
