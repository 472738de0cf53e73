import { type Answer, ask, type Message } from "./ask.ts";
import { cpuSeconds, type Target } from "./target.ts";
import { createWords } from "./words.ts";

export interface TraceShape {
  readonly conversations: number;
  readonly turns: number;
  readonly systemWords: number;
  readonly userWords: number;
  readonly replyTokens: number;
  /** Whether all conversations begin with the same system message. */
  readonly sharesSystem: boolean;
  /** From this turn on the oldest pair of messages leaves with every turn. */
  readonly windowTurns?: number;
  readonly seed: number;
}

export interface TraceResult {
  /** Milliseconds to the first text of all turns but the first of each conversation. */
  readonly firstMs: readonly number[];
  /** Prompt tokens that came from a cache, of all. */
  readonly hitRate: number;
  /** What a cache that forgets nothing would have had, of all. */
  readonly ceiling: number;
  /** Prompt tokens that were evaluated in those turns. */
  readonly evaluated: number;
  /** Seconds of processor time for all of it, the writing too. */
  readonly cpu: number;
  /** Of the tokens that had been evaluated in the same conversation before, those evaluated again. */
  readonly paidAgain: number;
}

interface Conversation {
  readonly key: string;
  readonly system: Message;
  pairs: Message[][];
  /** Tokens in the prompt and the reply of its last turn that the next prompt begins with. */
  held: number;
}

/** Conversations that take turns, one request at a time, each with its whole history as clients send it. */
export async function runTrace(target: Target, shape: TraceShape): Promise<TraceResult> {
  const words = createWords(shape.seed);
  const shared = words(shape.systemWords);
  const conversations = Array.from({ length: shape.conversations }, (_, index): Conversation => {
    const content = shape.sharesSystem ? shared : words(shape.systemWords);
    return {
      key: `trace-${shape.seed}-${index}`,
      system: { role: "system", content },
      pairs: [],
      held: 0,
    };
  });
  const total = { prompt: 0, cached: 0, ideal: 0, own: 0, lost: 0, evaluated: 0 };
  const cpuBefore = await cpuSeconds(target);
  const firstMs: number[] = [];
  for (let turn = 0; turn < shape.turns; turn++) {
    for (const [index, conversation] of conversations.entries()) {
      const rolls = shape.windowTurns !== undefined && turn >= shape.windowTurns;
      const left = rolls ? countTokens(conversation.pairs.shift() ?? [], shape) : 0;
      const user = { role: "user", content: words(shape.userWords) };
      const answer = await say(target, conversation, user, shape);
      const seen = shape.sharesSystem && turn === 0 && index > 0;
      const ideal = seen ? shape.systemWords : Math.max(0, conversation.held - left);
      if (turn > 0) {
        firstMs.push(answer.firstMs);
        total.own += ideal;
        total.evaluated += answer.promptTokens - answer.cachedTokens;
        total.lost += Math.max(0, ideal - answer.cachedTokens);
      }
      total.prompt += answer.promptTokens;
      total.cached += answer.cachedTokens;
      total.ideal += ideal;
      // The last token that was written has not been evaluated.
      conversation.held = answer.promptTokens + answer.writtenTokens - 1;
      conversation.pairs.push([user, { role: "assistant", content: answer.text }]);
    }
  }
  return {
    firstMs,
    evaluated: total.evaluated,
    cpu: (await cpuSeconds(target)) - cpuBefore,
    hitRate: total.cached / total.prompt,
    ceiling: total.ideal / total.prompt,
    paidAgain: total.own > 0 ? total.lost / total.own : 0,
  };
}

function say(
  target: Target,
  { key, system, pairs }: Conversation,
  user: Message,
  { replyTokens }: TraceShape,
): Promise<Answer> {
  const messages = [system, ...pairs.flat(), user];
  return ask(target, { messages, tokens: replyTokens, key });
}

/** What a pair took of the prompt, with the template's tokens around two messages. */
function countTokens(pair: readonly Message[], { userWords, replyTokens }: TraceShape): number {
  const TEMPLATE_TOKENS = 10;
  return pair.length === 0 ? 0 : userWords + replyTokens + TEMPLATE_TOKENS;
}
