import type { PersonaId } from "#api/agents/persona.ts";
import type { Stage } from "#api/relationship/stage.ts";
import type { SpokenMessage } from "./compose-prompt.ts";
import { budgetFor, type PromptLimits } from "./prompt-budget.ts";

/**
 * What stays fixed of a conversation's prompt for a while: within an epoch a prompt only grows, so
 * that what was read once is never read again.
 */
export interface Epoch {
  number: number;
  persona: PersonaId;
  stage: Stage;
  /** What else the context was made for: where that changes, another has to be made. */
  basis: string;
  /** The part of the prompt between the persona and the messages. */
  context: string;
  /** What of it is told of messages that have left. */
  summary: string;
  /** A model's wording of the summary, for the next epoch. */
  rewritten: string | null;
  /** The first message of the window. */
  firstSequence: number;
  /** The last message that was there when it began. */
  carriedThrough: number;
  /** Tokens that the messages which were there then could take. */
  messageBudget: number;
  /** Which of the conversation's two caches it is read into. */
  cacheSlot: number;
  reason: EpochReason;
  /** Whether it may be gone on with: its beginning has been read, or that cannot be done ahead. */
  isReady: boolean;
}

export type EpochReason = "start" | "rollover" | "persona" | "stage" | "profile";

/** What has to be known of a message besides what it says: where it stands, and what it took. */
export interface TalkMessage extends SpokenMessage {
  sequence: number;
  /** When it was said, as ISO 8601. */
  at: string;
  /** Of a reply: where its words come from. */
  source: string | null;
  /** Of a reply: its tokens, those of the prompt it answered, and of which epoch that was. */
  tokensUsed: number | null;
  promptTokens: number | null;
  epoch: number | null;
}

/** The key of the cache that an epoch's prompts are read into. */
export const cacheKeyOf = (conversationId: string, { cacheSlot }: Pick<Epoch, "cacheSlot">) =>
  cacheSlot === 0 ? conversationId : `${conversationId}.${cacheSlot}`;

/** The keys of all caches that a conversation can have. */
export const cacheKeysOf = (conversationId: string): string[] =>
  [0, 1].map((cacheSlot) => cacheKeyOf(conversationId, { cacheSlot }));

/** Where the longest message that is sent whole ends: three quarters of what all messages have. */
const longestShare = 3 / 4;

/** How long the copy of a message in a prompt may be: of one that comes, of one that was there. */
export function longestCopy(
  epoch: Pick<Epoch, "carriedThrough" | "messageBudget">,
  { sequence }: { sequence: number },
  limits: PromptLimits,
): number {
  if (sequence <= epoch.carriedThrough) return Math.floor(epoch.messageBudget / 2);
  return Math.floor(budgetFor(limits).messages * longestShare);
}
