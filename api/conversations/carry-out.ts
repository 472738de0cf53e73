import { v7 as uuidv7 } from "uuid";

import { personas } from "#api/agents/choose-persona.ts";
import { confirmationsOf } from "#api/agents/confirmations.ts";
import type { Persona, PersonaId } from "#api/agents/persona.ts";
import { findFactsAbout } from "#api/memory/find-facts-about.ts";
import { noteFact, toOwner } from "#api/memory/render-fact.ts";
import type { KnownFact, NewFact, TurnProfile } from "#db/repositories/turn.ts";

/** Something the user asks to be done rather than to be talked about. */
export type Command =
  | { kind: "remember"; what: string }
  | { kind: "forget"; what: string }
  | { kind: "memory-question"; what: string }
  | { kind: "persona-change"; persona: PersonaId };

/** What carrying out a command changes, and how it is confirmed. */
export interface CarriedOut {
  text: string;
  persona: Persona;
  learned: NewFact[];
  forgotten: string[];
  /** Whom the conversation is set to; null leaves it. */
  conversationPersonality: PersonaId | null;
}

const maxFactCharacters = 500;

/**
 * Carries out a command: what it changes is written when the turn is closed. Undefined for a question
 * about something that is not remembered: the model has the conversation, and may know.
 */
export function carryOut(
  command: Command,
  persona: Persona,
  profile: TurnProfile,
): CarriedOut | undefined {
  const say = confirmationsOf(persona);
  const done = { persona, learned: [], forgotten: [], conversationPersonality: null };
  switch (command.kind) {
    case "remember":
      return { ...done, ...remember(command.what, profile, say) };
    case "forget":
      return { ...done, ...forget(command.what, profile, say) };
    case "memory-question":
      return recalled(recall(command.what, profile, say), done);
    case "persona-change":
      return { ...done, ...changeTo(command.persona, persona) };
    default:
      return command satisfies never;
  }
}

const recalled = (text: string | undefined, done: Omit<CarriedOut, "text">) =>
  text === undefined ? undefined : { ...done, text };

type Confirmations = ReturnType<typeof confirmationsOf>;

function remember(what: string, { facts, preferences }: TurnProfile, say: Confirmations) {
  if (preferences["memory"] === false) return { text: say.memoryOff };
  const value = [...what.trim().replace(/[.!\s]+$/, "")].slice(0, maxFactCharacters).join("");
  const told = toOwner({ type: noteFact, value });
  const isSame = (fact: KnownFact) => fact.value.toLowerCase() === value.toLowerCase();
  if (facts.some(isSame)) return { text: say.known(told) };
  const fact = { id: uuidv7(), type: noteFact, value, confidence: 1 };
  return {
    text: say.remembered(told),
    learned: [{ ...fact, source: "command", supersedes: null }],
  };
}

function forget(what: string, { facts }: TurnProfile, say: Confirmations) {
  if (what === "everything") {
    return { text: say.forgottenAll, forgotten: facts.map(({ id }) => id) };
  }
  const found = findFactsAbout(what, facts);
  if (found.length === 0) return { text: say.nothingToForget };
  return { text: say.forgotten(found.map(toOwner)), forgotten: found.map(({ id }) => id) };
}

/** Whether all that is known is asked for, rather than one thing. */
const asksForAll =
  /\b(?:about|on|of|know|forget|remember) (?:me|myself)\b|über mich|von mir|de m[ií]|sobre m[ií]m?|de moi|sur moi/i;

/** What is known of what is asked for; undefined where the conversation itself may have the answer. */
function recall(what: string, profile: TurnProfile, say: Confirmations): string | undefined {
  const known = [...profile.facts.toReversed(), ...profileFacts(profile)];
  if (asksForAll.test(what)) {
    return known.length === 0 ? say.nothingKnown : say.recalled(known.map(toOwner));
  }
  const about = findFactsAbout(what, known, (share) => share > 0.5);
  return about.length === 0 ? undefined : say.recalled(about.map(toOwner));
}

/** What the profile says, as facts. */
function profileFacts({ name, location }: TurnProfile): KnownFact[] {
  const fact = (value: string) => ({ id: value, type: noteFact, value, confidence: 1 });
  return [
    ...(name === null ? [] : [fact(`my name is ${name}`)]),
    ...(location === null ? [] : [fact(`I live in ${location}`)]),
  ];
}

function changeTo(wanted: PersonaId, persona: Persona) {
  const to = personas[wanted];
  const { here, hereAlready } = confirmationsOf(to);
  const text = wanted === persona.id ? hereAlready : here;
  return { text, persona: to, conversationPersonality: wanted };
}
