import type { Persona } from "#api/agents/persona.ts";
import { indexOfStage, type Stage } from "#api/relationship/stage.ts";
import { composePrompt, costOf, systemOf, toCopy, type PromptMessage } from "./compose-prompt.ts";
import { countedThrough, countedTokens } from "./count-tokens.ts";
import { longestCopy, type Epoch, type EpochReason, type TalkMessage } from "./epoch.ts";
import {
  budgetFor,
  factsShare,
  ordinaryTurnTokens,
  promptTokens,
  type PromptLimits,
} from "./prompt-budget.ts";
import { factsThatFit, proseTokens, renderContext } from "./render-context.ts";
import { summarise, type DatedEvent } from "./summarise.ts";

/** What a conversation's prompts are made of, as it was read. */
export interface Talk {
  persona: Persona;
  stage: Stage;
  language: string;
  /** Newest first; the ones that do not fit are left out. */
  facts: string[];
  /** What happened to the user, the most telling first. */
  events: DatedEvent[];
  /** What else a context is made for, as text that changes where that does. */
  traits: string;
  /** The messages so far, oldest first: those of the epoch, and always the last few. */
  window: TalkMessage[];
  /** The epochs that are stored, by number: the one in use, then one being prepared. */
  epochs: Epoch[];
}

/** A new message of the user, with what the model is told with it. */
export type NewMessage = Pick<TalkMessage, "sequence" | "content" | "note">;

/** So many of the last messages are there as they were said, or in the summary. */
export const messagesKept = 10;

/** So many are kept whatever the budget says, cut where they have to be. */
const fewestCarried = 2;

/**
 * The epoch in which a message is asked about: the one in use, as long as it fits; the next as soon as
 * it is ready. A new one where what it was made for has changed, or nothing else fits.
 */
export function epochFor(talk: Talk, message: NewMessage, limits: PromptLimits): Epoch {
  const usable = talk.epochs.filter(
    (epoch) => isOf(epoch, talk, limits) && epoch.firstSequence <= message.sequence,
  );
  const next = usable.findLast(({ isReady }) => isReady);
  const fitting = [next, usable.at(-1)].find(
    (epoch) => epoch !== undefined && doesFit(epoch, talk, message, limits),
  );
  return fitting ?? cramped(talk, message, limits);
}

/** By so much our own wording may take more than its budget, where a tokenizer makes much of it. */
const slackTokens = 24;

/** A new epoch with no more messages than leave room for one that may be long. */
function cramped(talk: Talk, message: NewMessage, limits: PromptLimits): Epoch {
  const { messages } = budgetFor(limits);
  const fresh = { carriedThrough: 0, messageBudget: 0 };
  const copy = toCopy({ ...message, role: "user" as const }, longestCopy(fresh, message, limits));
  const left = messages - costOf(copy, limits.form) - slackTokens;
  const current = talk.epochs.findLast(({ isReady }) => isReady);
  return newEpoch(talk, limits, {
    reason: current === undefined ? "start" : reasonFor(current, talk, limits),
    messageBudget: Math.min(Math.floor(messages / 2), left),
    cacheSlot: current?.cacheSlot ?? 0,
    isReady: true,
  });
}

/** The epoch to go on with where the server has found a prompt too long: with half of what was there. */
export function afterOverflow(talk: Talk, message: NewMessage, limits: PromptLimits): Epoch {
  const messageBudget = Math.floor(budgetFor(limits).messages / 4);
  const how = { reason: "rollover", messageBudget, cacheSlot: 0, isReady: true } as const;
  // The message itself is cut to what a message that was there may take.
  return { ...newEpoch(talk, limits, how), carriedThrough: message.sequence };
}

/**
 * The epoch to prepare once a turn has ended: where the next ordinary one would not fit, or something
 * else than the messages has changed. Undefined where the one in use goes on.
 *
 * @param talk with the message and the reply of the turn
 */
export function nextEpoch(
  current: Epoch,
  talk: Talk,
  { limits, canPrepare }: { limits: PromptLimits; canPrepare: boolean },
): Epoch | undefined {
  const isFull = used(current, talk, limits) + ordinaryTurnTokens(limits) > promptTokens(limits);
  const isStale = !isOf(current, talk, limits) || current.stage !== talk.stage;
  if (!isFull && !isStale) return undefined;
  return newEpoch({ ...talk, epochs: [current] }, limits, {
    reason: isStale ? reasonFor(current, talk, limits) : "rollover",
    messageBudget: Math.floor(budgetFor(limits).messages / 2),
    cacheSlot: 1 - current.cacheSlot,
    isReady: !canPrepare,
  });
}

/** The prompt of an epoch, up to a message of the user or to the next one. */
export function promptOf(
  epoch: Epoch,
  { persona, window }: Pick<Talk, "persona" | "window">,
  { message, limits }: { message: NewMessage | undefined; limits: PromptLimits },
): PromptMessage[] {
  const said = message === undefined ? [] : [toTalk(message)];
  const messages = copies(epoch, [...window, ...said], limits);
  return composePrompt({ persona, context: epoch.context, messages }, limits.form);
}

const toTalk = (message: NewMessage): TalkMessage => ({
  ...message,
  role: "user",
  at: "",
  source: null,
  tokensUsed: null,
  promptTokens: null,
  epoch: null,
});

/** The messages of an epoch, as long as its prompts have them. */
function copies(
  epoch: Pick<Epoch, "firstSequence" | "carriedThrough" | "messageBudget">,
  messages: TalkMessage[],
  limits: PromptLimits,
): TalkMessage[] {
  return messages
    .filter(({ sequence }) => sequence >= epoch.firstSequence)
    .map((message) => toCopy(message, longestCopy(epoch, message, limits)));
}

/** What a prompt with all that has been said takes: by count as far as there is one. */
function used(epoch: Epoch, { persona, window }: Talk, limits: PromptLimits): number {
  const counted = countedThrough(epoch, window);
  const { template } = budgetFor(limits);
  const base =
    counted?.tokens ?? template + proseTokens(systemOf(persona, epoch.context, limits.form));
  const since = copies(epoch, window, limits).filter(
    ({ sequence }) => sequence > (counted?.sequence ?? 0),
  );
  return since.reduce((sum, copy) => sum + costOf(copy, limits.form), base);
}

function doesFit(epoch: Epoch, talk: Talk, message: NewMessage, limits: PromptLimits): boolean {
  const [copy] = copies(epoch, [toTalk(message)], limits);
  const cost = costOf(copy!, limits.form);
  return used(epoch, talk, limits) + cost <= promptTokens(limits);
}

/** Whether an epoch was made for what there is now. How close somebody is may follow a little later. */
function isOf(epoch: Epoch, talk: Talk, limits: PromptLimits): boolean {
  const isTooClose = indexOfStage(epoch.stage) > indexOfStage(talk.stage);
  return epoch.persona === talk.persona.id && epoch.basis === basisOf(talk, limits) && !isTooClose;
}

function reasonFor(epoch: Epoch, talk: Talk, limits: PromptLimits): EpochReason {
  if (epoch.persona !== talk.persona.id) return "persona";
  if (epoch.basis !== basisOf(talk, limits)) return "profile";
  return epoch.stage === talk.stage ? "rollover" : "stage";
}

const basisOf = ({ language, traits }: Talk, limits: PromptLimits): string =>
  JSON.stringify([language, traits, limits.form, promptTokens(limits)]);

function newEpoch(
  talk: Talk,
  limits: PromptLimits,
  how: Pick<Epoch, "reason" | "messageBudget" | "cacheSlot" | "isReady">,
): Epoch {
  const { persona, stage, language, window, epochs } = talk;
  const carried = carry(window, how.messageBudget, limits);
  const firstSequence = carried[0]?.sequence ?? (window.at(-1)?.sequence ?? 0) + 1;
  const { memory } = budgetFor(limits);
  const left = window.slice(0, window.length - carried.length);
  const hasLeft = left.length > 0 && limits.form === "chat";
  const facts = factsThatFit(talk.facts, hasLeft ? memory * factsShare : memory);
  const taken = proseTokens(facts.join("; "));
  const summary = hasLeft ? summaryOf(talk, left, memory - taken) : "";
  return {
    ...how,
    number: 1 + Math.max(0, ...epochs.map((epoch) => epoch.number), ...numbersIn(window)),
    persona: persona.id,
    stage,
    basis: basisOf(talk, limits),
    context: renderContext({ persona, stage, language, facts, summary }, limits.form),
    summary,
    rewritten: null,
    firstSequence,
    carriedThrough: window.at(-1)?.sequence ?? 0,
  };
}

const numbersIn = (window: TalkMessage[]) => window.map(({ epoch }) => epoch ?? 0);

function summaryOf(talk: Talk, left: TalkMessage[], budgetTokens: number): string {
  const recentFrom = talk.window.length - messagesKept;
  const cut = Math.max(0, Math.min(left.length, recentFrom));
  const since = talk.window[left.length]?.at;
  return summarise(
    {
      recent: left.slice(cut),
      older: left.slice(0, cut),
      events: talk.events.filter(({ at }) => since === undefined || at < since),
      before: talk.epochs.at(-1)?.rewritten ?? null,
      name: talk.persona.name,
    },
    budgetTokens,
  );
}

/** The newest whole messages that fit, from one of the user on; the last two in any case. */
function carry(window: TalkMessage[], budgetTokens: number, limits: PromptLimits): TalkMessage[] {
  const counted = countedTokens(window);
  const longest = Math.floor(budgetTokens / 2);
  let left = budgetTokens;
  const tooMuch = window.findLastIndex((message) => {
    const estimated = costOf(toCopy(message, longest), limits.form);
    left -= Math.min(estimated, counted.get(message.sequence) ?? estimated);
    return left < 0;
  });
  const from = Math.min(tooMuch + 1, Math.max(0, window.length - fewestCarried));
  const begin = window.findIndex(({ role }, index) => index >= from && role === "user");
  return begin === -1 ? [] : window.slice(begin);
}
