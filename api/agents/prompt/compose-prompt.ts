import type { Persona } from "#api/agents/persona.ts";
import { cutToTokens, estimateTokens } from "#api/agents/estimate-tokens.ts";
import { noteTokens, type PromptLimits } from "./prompt-budget.ts";

/** One message as the inference server gets it. */
export interface PromptMessage {
  role: "system" | "user" | "assistant";
  content: string;
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

/** What a prompt is made of. */
export interface PromptParts {
  persona: Persona;
  /** What stays fixed for an epoch. */
  context: string;
  /** The messages, oldest first, each as long as its copy may be. */
  messages: SpokenMessage[];
}

/** What the template adds around each message, generously. */
export const tokensAroundMessage = 8;

/** In the estimate's tokens, of which prose takes half: notes are written to fit, this is for those that do not. */
const longestNote = 2 * noteTokens;

/** The least that a copy of a message can be cut to. */
const shortestCopy = 5;

/** From the most lasting to the least: persona, context, messages. Roles alternate from the user on. */
export function composePrompt(
  { persona, context, messages }: PromptParts,
  form: PromptLimits["form"],
): PromptMessage[] {
  const begin = messages.findIndex(({ role }) => role === "user");
  const talk = begin === -1 ? [] : messages.slice(begin);
  const said = talk.map((message) => ({ role: message.role, content: withNote(message, form) }));
  return [
    { role: "system", content: systemOf(persona, context, form) },
    ...withAlternatingRoles(said),
  ];
}

/** The persona, which is the same for everybody, then the context. */
export function systemOf(persona: Persona, context: string, form: PromptLimits["form"]): string {
  return form === "compact"
    ? `You are ${persona.compact}.\n${context}`
    : `${persona.core}\n${context}`;
}

/**
 * A message's copy for the prompt: cut in the middle where it is too long, its note behind it, which
 * is cut as well.
 *
 * @param maxTokens what the copy may take with its note and the template around it
 */
export function toCopy<M extends SpokenMessage>(message: M, maxTokens: number): M {
  const note = message.note === null ? null : cutToTokens(message.note, longestNote);
  const taken = tokensAroundMessage + (note === null ? 0 : estimateTokens(`\n${note}`));
  const content = cutToTokens(message.content, Math.max(shortestCopy, maxTokens - taken));
  return { ...message, content, note };
}

/** What a copy takes, at most: of what is new only its length is known. */
export function costOf(copy: SpokenMessage, form: PromptLimits["form"]): number {
  return estimateTokens(withNote(copy, form)) + tokensAroundMessage;
}

/** The small model's form has no room for notes: it was not trained on any. */
function withNote({ content, note }: SpokenMessage, form: PromptLimits["form"]): string {
  return note === null || form === "compact" ? content : `${content}\n${note}`;
}

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
