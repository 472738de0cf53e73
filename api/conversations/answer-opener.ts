import { v7 as uuidv7 } from "uuid";

import { openerPrompt } from "#api/agents/prompt/opener-prompt.ts";
import type { Services } from "#api/services.ts";
import type { TurnOpening } from "#db/repositories/turn.ts";
import { findOpener } from "./find-opener.ts";
import type { TurnPlan } from "./plan-turn.ts";

/** Nobody in particular: what is made for the cache is made for anybody. */
const anybody = "openers";

/** A plan, and what is to be done once the reply has ended: not in its way. */
interface Answered {
  plan: TurnPlan;
  afterwards: () => Promise<void>;
}

/** Answers an opener from the cache where there is an answer, and has one more made for the next. */
export function answerOpener(services: Services, plan: TurnPlan, opening: TurnOpening): Answered {
  const mayCache = services.config.RESPONSE_CACHE && plan.said === null;
  const opener = mayCache ? findOpener(plan, opening) : null;
  if (opener === null) return { plan, afterwards: async () => {} };
  const { openers } = services;
  const cached = openers.take(opener.key);
  const afterwards = () => openers.fill(opener.key, () => makeAnswer(services, plan, opener.text));
  if (cached === undefined) return { plan, afterwards };
  return { plan: { ...plan, said: { source: "cache", text: cached } }, afterwards };
}

/** Asks the model in the background, with a prompt that holds nothing of the user's. */
async function makeAnswer(services: Services, { parts }: TurnPlan, text: string): Promise<string> {
  const { inference, closing } = services;
  const description = await inference.describe();
  const { persona, stage, language } = parts;
  const request = {
    messages: openerPrompt({ persona, stage, language }, text, description.form),
    maxTokens: description.replyReserveTokens,
    cacheKey: `opener-${persona.id}`,
    userId: anybody,
    key: uuidv7(),
    continuesFinalMessage: false,
    isBackground: true,
  };
  const stream = await inference.complete(request, closing);
  let answer = "";
  for await (const news of stream) if (news.kind === "text") answer += news.text;
  await inference.forget(request.key);
  return answer;
}
