import type { Persona } from "#api/agents/persona.ts";
import { crisisAnswer } from "#api/safety/crisis-answer.ts";
import type { TurnPlan } from "./plan-turn.ts";

/** Answers who may be in danger: with where to find help, in words that nobody has to generate. */
export function answerCrisis(
  { id: persona }: Persona,
  country: string | null,
  language: string,
): Pick<TurnPlan, "said" | "notices"> {
  const known = language === "auto" ? null : language;
  const { text, resources } = crisisAnswer({ persona, country, language: known });
  return {
    said: { source: "safety", text },
    notices: [{ kind: "crisis", text: noticeText, resources }],
  };
}

const noticeText = "If you are in danger, please reach out now: these people are there for you.";
