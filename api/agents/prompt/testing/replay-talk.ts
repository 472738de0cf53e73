import { personas } from "#api/agents/choose-persona.ts";
import type { PromptMessage } from "#api/agents/prompt/compose-prompt.ts";
import type { Epoch, TalkMessage } from "#api/agents/prompt/epoch.ts";
import { epochFor, nextEpoch, promptOf, type Talk } from "#api/agents/prompt/plan-epoch.ts";
import type { PromptLimits } from "#api/agents/prompt/prompt-budget.ts";
import { proseTokens } from "#api/agents/prompt/render-context.ts";

/** One exchange, as it is said. */
export interface Exchange {
  user: string;
  reply: string;
  note?: string | null;
  /** Whether there was time to read the next epoch before it. */
  hasRead?: boolean;
}

/** What the model was asked with, and what the server counted. */
export interface Step {
  epoch: Epoch;
  prompt: PromptMessage[];
  /** The talk as the turn found it. */
  window: TalkMessage[];
  promptTokens: number;
  replyTokens: number;
}

export type CountTokens = (text: string) => number;

/** A tokenizer of a usual kind: about four letters of a word a token, every other character by its bytes. */
export const usualTokens: CountTokens = (text) => {
  const words = text.match(/[A-Za-z]+| +/g) ?? [];
  const ofWords = words.reduce(
    (sum, word) => sum + (word.startsWith(" ") ? 0 : word.length / 4),
    0,
  );
  const rest = text.replaceAll(/[A-Za-z ]/g, "");
  return (
    Math.ceil(ofWords + words.filter((word) => !word.startsWith(" ")).length * 0.2) + bytesOf(rest)
  );
};

/** The worst that the estimate allows for: two characters of ASCII a token, else a token a byte. */
export const worstTokens: CountTokens = (text) => {
  const ascii = text.replaceAll(/[^\0-\x7f]/g, "").length;
  return Math.ceil(ascii / 2) + bytesOf(text) - ascii;
};

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** What a template like ChatML puts around a message. */
const aroundMessage = 5;

/** The first message is our own wording and prose: of that no tokenizer makes a token for three characters. */
export const countPrompt = (prompt: PromptMessage[], count: CountTokens) =>
  prompt.reduce((sum, { role, content }) => {
    const tokens =
      role === "system" ? Math.min(count(content), proseTokens(content)) : count(content);
    return sum + tokens + aroundMessage;
  }, aroundMessage);

const start = Date.UTC(2026, 0, 31);

/** Plays a conversation as the API does, with the epochs stored where the database would. */
export function replayTalk(
  exchanges: Exchange[],
  limits: PromptLimits,
  { count = usualTokens, talk: more = {} }: { count?: CountTokens; talk?: Partial<Talk> } = {},
): Step[] {
  const steps: Step[] = [];
  let window: TalkMessage[] = [];
  let epochs: Epoch[] = [];
  const nothing = { tokensUsed: null, promptTokens: null, epoch: null, source: null };
  for (const [index, exchange] of exchanges.entries()) {
    const at = new Date(start + index * 60_000).toISOString();
    const { user, reply, note = null, hasRead = true } = exchange;
    epochs = epochs.map((epoch) => ({ ...epoch, isReady: epoch.isReady || hasRead }));
    const talk: Talk = { ...quiet, ...more, window, epochs };
    const message = { sequence: 2 * index + 1, content: user, note };
    const epoch = { ...epochFor(talk, message, limits), isReady: true };
    const prompt = promptOf(epoch, talk, { message, limits });
    const promptTokens = countPrompt(prompt, count);
    const room = Math.min(limits.replyReserveTokens, limits.contextTokens - promptTokens);
    const said = headWithin(reply, room, count);
    const replyTokens = count(said);
    steps.push({ epoch, prompt, window, promptTokens, replyTokens });
    window = window.concat(
      { ...message, ...nothing, role: "user", at },
      {
        ...nothing,
        sequence: message.sequence + 1,
        role: "assistant",
        content: said,
        note: null,
        at,
        tokensUsed: replyTokens,
        promptTokens,
        epoch: epoch.number,
      },
    );
    const next = nextEpoch(
      epoch,
      { ...talk, window, epochs: [epoch] },
      { limits, canPrepare: true },
    );
    epochs = next === undefined ? [epoch] : [epoch, next];
  }
  return steps;
}

/** What a model has said when it has no room for more. */
function headWithin(text: string, maxTokens: number, count: CountTokens): string {
  const characters = [...text];
  while (count(characters.join("")) > maxTokens) characters.splice(-1 - (characters.length >> 3));
  return characters.join("");
}

const quiet = {
  persona: personas.sarah,
  stage: "friend",
  language: "en",
  facts: ["name is Lena", "lives in Porto", "likes tea"],
  events: [],
  traits: "",
} satisfies Partial<Talk>;
