import { estimateTokens } from "#api/agents/estimate-tokens.ts";
import type { Persona } from "#api/agents/persona.ts";
import { unlockedAt, type Stage } from "#api/relationship/stage.ts";
import type { PromptLimits } from "./prompt-budget.ts";

/** What the context of an epoch is made of. */
export interface ContextParts {
  persona: Persona;
  stage: Stage;
  /** The language to answer in as a BCP 47 tag, or `auto` for the user's own. */
  language: string;
  /** What is known of the user, in the third person without a subject: "name is Lena". */
  facts: string[];
  /** What is told of messages that have left; empty for nothing. */
  summary: string;
}

/** About how many characters of prose a token has. What is sent is then counted by the server. */
const prosePerToken = 3;

/** The tokens of our own wording, and of facts and summaries that are told in it. */
export const proseTokens = (text: string) => estimateTokens(text, prosePerToken);

/**
 * The part of a prompt that stays fixed for an epoch. The small model's form has no summary: it was
 * not trained on any.
 */
export function renderContext(parts: ContextParts, form: PromptLimits["form"]): string {
  return form === "compact" ? renderLabels(parts) : renderProse(parts);
}

function renderLabels({ stage, facts }: ContextParts): string {
  const known = facts.length === 0 ? "none" : facts.join("; ");
  return `Relationship: ${stage.replaceAll("_", " ")}.\nKnown facts: ${known}.`;
}

function renderProse({ persona, stage, language, facts, summary }: ContextParts): string {
  const answerIn = language === "auto" ? "the language the user writes in" : nameOf(language);
  return [
    persona.stageGuidance[stage],
    opensUp(stage),
    `Answer in ${answerIn}.`,
    ...(facts.length === 0 ? [] : [`What you know of the user: ${facts.join("; ")}.`]),
    ...(summary === "" ? [] : [`Said before: ${summary}`]),
  ].join("\n");
}

/** A language by its English name, which a model knows better than its tag. */
function nameOf(tag: string): string {
  return languageNames.of(tag) ?? tag;
}

const languageNames = new Intl.DisplayNames("en", { type: "language" });

/** What a stage has brought, of which the newest says most. */
function opensUp(stage: Stage): string {
  const { styles, topics } = unlockedAt(stage);
  return `Be ${styles.slice(-4).join(", ")}; you may speak of ${topics.slice(-5).join(", ")}.`;
}

/** Facts in their order, without those for which there is no room any more. */
export function factsThatFit(facts: string[], budgetTokens: number): string[] {
  let left = budgetTokens;
  return facts.filter((fact) => {
    const tokens = proseTokens(fact) + 1;
    if (tokens > left) return false;
    left -= tokens;
    return true;
  });
}
