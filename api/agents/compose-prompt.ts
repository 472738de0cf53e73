import { unlockedAt, type Stage } from "#api/relationship/stage.ts";
import { estimateTokens, cutToTokens } from "./estimate-tokens.ts";
import type { Persona } from "./persona.ts";

/** One message as the inference server gets it. */
export interface PromptMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** What the model behind the inference server can take. */
export interface PromptLimits {
  /** Tokens of prompt and reply together. */
  contextTokens: number;
  /** Tokens kept free for the reply. */
  replyReserveTokens: number;
  /** `compact` for the small model that was trained on a form of its own. */
  form: "chat" | "compact";
}

/** What a prompt is made of. */
export interface PromptParts {
  persona: Persona;
  stage: Stage;
  /** What is known of the user, in the third person without a subject: "name is Lena". */
  facts: string[];
  /** The language to answer in as a BCP 47 tag, or `auto` for the user's own. */
  language: string;
  /** The messages before this one, oldest first. */
  window: SpokenMessage[];
  /** The user's message. */
  content: string;
  /** What the model is told with the user's message, as a line or lines of their own; null for nothing. */
  note: string | null;
}

/**
 * A message of the conversation, with the note that went with it: that stays with it in every later
 * prompt, so that a cached one goes on fitting.
 */
export interface SpokenMessage {
  role: "user" | "assistant";
  content: string;
  note: string | null;
}

/** What the template adds around each message, generously. */
const tokensAroundMessage = 8;

/** The facts get at most this part of what a prompt may take, so that the talk has the rest. */
const factsShare = 1 / 4;

/**
 * The prompt: persona, stage, language and the facts that fit, then as many of the last messages as
 * fit, then the user's message, which is cut in the middle where it alone would not, each with its note
 * but in the form of the small model, which was not trained on any. Roles alternate.
 *
 * @param shrink 1 at first; after the server found the prompt too long, a fraction of the room
 */
export function composePrompt(
  parts: PromptParts,
  limits: PromptLimits,
  shrink = 1,
): PromptMessage[] {
  const total = limits.contextTokens - limits.replyReserveTokens;
  const facts = factsThatFit(parts.facts, total * factsShare);
  const system = systemPrompt({ ...parts, facts }, limits.form);
  const budget = Math.max(64, Math.floor((total - cost(system)) * shrink));
  const noteOf = ({ note }: SpokenMessage) =>
    note === null || limits.form === "compact" ? "" : `\n${note}`;
  const last = { role: "user" as const, content: parts.content, note: parts.note };
  const room = budget - tokensAroundMessage - estimateTokens(noteOf(last));
  const said = [...parts.window, { ...last, content: cutToTokens(parts.content, room) }];
  const noted = said.map((message) => ({
    role: message.role,
    content: `${message.content}${noteOf(message)}`,
  }));
  const kept = newestThatFit(noted, budget);
  return [{ role: "system", content: system }, ...withAlternatingRoles(kept)];
}

/** About what a person says in one message. */
const ordinaryMessage = "x".repeat(80);

/** The beginning that the prompt of the next ordinary message will have. */
export function composeBeginning(
  parts: Omit<PromptParts, "content" | "note">,
  limits: PromptLimits,
): PromptMessage[] {
  return composePrompt({ ...parts, content: ordinaryMessage, note: null }, limits).slice(0, -1);
}

/** What stays the same while persona, stage, facts and language do. */
export function systemPrompt(
  parts: Pick<PromptParts, "persona" | "stage" | "facts" | "language">,
  form: PromptLimits["form"],
): string {
  const { persona, stage, facts, language } = parts;
  if (form === "compact") {
    const known = facts.length === 0 ? "none" : facts.join("; ");
    const relationship = stage.replaceAll("_", " ");
    return `You are ${persona.compact}.\nRelationship: ${relationship}.\nKnown facts: ${known}.`;
  }
  const answerIn = language === "auto" ? "the language the user writes in" : nameOf(language);
  return [
    persona.core,
    persona.stageGuidance[stage],
    opensUp(stage),
    `Answer in ${answerIn}.`,
    ...(facts.length === 0 ? [] : [`What you know of the user: ${facts.join("; ")}.`]),
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

const cost = (content: string) => estimateTokens(content) + tokensAroundMessage;

/** Joins neighbours of one role, as are left where a reply has failed. */
function withAlternatingRoles<M extends { role: string; content: string }>(turns: M[]): M[] {
  const joined: M[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (last?.role !== turn.role) joined.push({ ...turn });
    else last.content = `${last.content}\n${turn.content}`;
  }
  return joined;
}

/** The longest tail that fits and begins with the user. The last one stays: it was cut to fit. */
function newestThatFit<M extends { role: string; content: string }>(
  turns: M[],
  budgetTokens: number,
): M[] {
  let left = budgetTokens;
  const tooMuch = turns.findLastIndex(({ content }) => (left -= cost(content)) < 0);
  const tail = turns.slice(Math.min(tooMuch + 1, turns.length - 1));
  return tail.slice(tail.findIndex(({ role }) => role === "user"));
}

/** Facts in their order, without those for which there is no room any more. */
function factsThatFit(facts: string[], budgetTokens: number): string[] {
  let left = budgetTokens;
  return facts.filter((fact) => {
    const tokens = estimateTokens(fact) + 1;
    if (tokens > left) return false;
    left -= tokens;
    return true;
  });
}
