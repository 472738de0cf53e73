import type { Found, FoundMessage } from "#db/repositories/recall.ts";
import type { SearchPlan } from "./plan-search.ts";
import { rank } from "./rank.ts";
import { rankMemories } from "./rank-memories.ts";

/** Something remembered that clearly bears on a message. */
export interface Recalled {
  kind: "message" | "episode";
  id: string;
  text: string;
  at: Date;
  /** Whose words they are; an episode is what happened to the user. */
  saidBy: "user" | "companion" | { name: string };
  /** Whether it was said elsewhere, and imported. */
  isImported: boolean;
}

/** The prompt has these already: messages of this conversation from this number on. */
export interface InPrompt {
  conversationId: string;
  fromSequence: number;
}

/**
 * What a message has to be worth to be brought up without being asked for: `rarity` of what its
 * words would bring if nothing else of all that was said had them.
 */
const clearly = { rarity: 0.55, matched: 2, memoryMatched: 1.4 };

/**
 * The one thing that clearly bears on a message, or nothing: what has two of its words or more, or a
 * name of it, and is not in the prompt anyway. Facts are, and are not picked.
 */
export function pickRecalled(
  plan: SearchPlan,
  found: Found,
  { now, inPrompt }: { now: Date; inPrompt: InPrompt },
): Recalled | undefined {
  const words = enough(plan);
  const score = clearly.rarity * words * Math.log(1 + found.total);
  const message = rank(plan, found.messages, now).find(
    ({ message: { conversationId, sequence, content }, matched, ...one }) =>
      !(conversationId === inPrompt.conversationId && sequence >= inPrompt.fromSequence) &&
      one.score >= score &&
      !/\?\s*$/.test(content) &&
      matched >= words,
  );
  if (message !== undefined) {
    const { id, content: text, at, isImported } = message.message;
    return {
      kind: "message",
      id,
      text,
      at: new Date(at),
      saidBy: speakerOf(message.message),
      isImported,
    };
  }
  const episode = rankMemories(plan, found.memories).find(
    ({ memory, matched }) => memory.kind === "episode" && matched >= clearly.memoryMatched,
  );
  if (episode === undefined) return undefined;
  const { id, text, at } = episode.memory;
  return { kind: "episode", id, text, at: new Date(at), saidBy: "user", isImported: false };
}

/** Whose words a message is. A companion elsewhere was another one. */
function speakerOf({ role, speaker, isImported }: FoundMessage): Recalled["saidBy"] {
  if (speaker !== null) return { name: speaker };
  if (role === "user") return "user";
  return isImported ? { name: "another companion" } : "companion";
}

/** Who asks of one thing alone, or names somebody or a time, means it: one word is enough. */
function enough({ terms, names, time, isAsked }: SearchPlan): number {
  const isOne = isAsked && terms.length === 1;
  return isOne || names.length > 0 || time !== undefined ? 1 : clearly.matched;
}
