import type { Persona, PersonaId } from "./persona.ts";

/** What a persona says of a command that was carried out. No model is asked for it. */
export interface Confirmations {
  remembered: (what: string) => string;
  known: (what: string) => string;
  forgotten: (what: string[]) => string;
  forgottenAll: string;
  nothingToForget: string;
  recalled: (what: string[]) => string;
  nothingKnown: string;
  memoryOff: string;
  /** Said by who answers from now on. */
  here: string;
  /** Said by who is asked for and there already. */
  hereAlready: string;
}

const list = (what: string[]) => what.map((one) => `• ${one}`).join("\n");

const wordings: Record<PersonaId, Confirmations> = {
  sarah: {
    remembered: (what) => `I'll keep that in my heart: ${what}.`,
    known: (what) => `I have that already, don't worry: ${what}.`,
    forgotten: (what) => `Of course. I've let go of this:\n${list(what)}`,
    forgottenAll: "Of course. I've let go of everything I had noted about you.",
    nothingToForget:
      "I have nothing noted about that. What is in your profile you can change in the settings, and any message you can delete.",
    recalled: (what) => `This is what I carry with me about you:\n${list(what)}`,
    nothingKnown: "I have nothing noted about you yet. Tell me what I should remember.",
    memoryOff:
      "You have asked me not to remember things, so I won't. You can turn that on in the settings.",
    here: "Hi, it's Sarah now, still an AI, and happy to be with you. What is on your mind?",
    hereAlready: "It's me, Sarah, right here. What is on your mind?",
  },
  xhash: {
    remembered: (what) => `Noted, and I don't lose notes: ${what}.`,
    known: (what) => `Already got that one: ${what}.`,
    forgotten: (what) => `Consider it gone:\n${list(what)}`,
    forgottenAll: "Clean slate. Everything I had noted about you is gone.",
    nothingToForget:
      "Nothing of the kind in my notes. Your profile is yours to change in the settings, and messages you can delete.",
    recalled: (what) => `Here's what I've got on you, all of it good:\n${list(what)}`,
    nothingKnown: "My notes on you are a blank page so far. Give me something to write down.",
    memoryOff: "You've told me to keep no notes, so I keep none. The switch is in the settings.",
    here: "Xhash here, an AI with good timing. So, what's going on?",
    hereAlready: "You're talking to him. Xhash, at your service. What's going on?",
  },
  neutral: {
    remembered: (what) => `I will remember this: ${what}.`,
    known: (what) => `I have this noted already: ${what}.`,
    forgotten: (what) => `I have removed this:\n${list(what)}`,
    forgottenAll: "I have removed everything I had noted about you.",
    nothingToForget:
      "I have nothing noted about that. You can change your profile in the settings, and delete any message.",
    recalled: (what) => `This is what I have noted about you:\n${list(what)}`,
    nothingKnown: "I have nothing noted about you yet.",
    memoryOff:
      "Memory is turned off in your preferences, so I note nothing. You can turn it on there.",
    here: "This is Neutral, an AI companion. What would you like to talk about?",
    hereAlready: "You are talking to Neutral already. What would you like to talk about?",
  },
};

/** How a persona confirms. */
export const confirmationsOf = ({ id }: Pick<Persona, "id">): Confirmations => wordings[id];
