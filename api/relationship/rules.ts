/** What a stage asks for, and what it brings. Styles, topics and depth come on top of those before. */
export interface StageRule {
  stage: string;
  /** Points from which on it can be entered. */
  fromScore: number;
  /** Messages that earned something until then. */
  messages: number;
  /** Different days (UTC) with such a message until then. */
  days: number;
  /** Whether it is for adults only, who have turned romance on. */
  romantic: boolean;
  styles: readonly string[];
  topics: readonly string[];
  /** From 1, light, to 6, devoted. */
  emotionalDepth: number;
}

/**
 * The rules of the relationship, all of them: the documentation and the prompt are made from this
 * table. An ordinary active user, a dozen messages a day of which some are personal, earns about 35
 * points a day and so comes to the last stage within a month.
 */
export const stageRules = [
  {
    stage: "stranger",
    fromScore: 0,
    messages: 0,
    days: 0,
    romantic: false,
    styles: ["welcoming", "light"],
    topics: ["everyday life", "interests"],
    emotionalDepth: 1,
  },
  {
    stage: "acquaintance",
    fromScore: 100,
    messages: 20,
    days: 3,
    romantic: false,
    styles: ["curious", "playful"],
    topics: ["plans", "work and study"],
    emotionalDepth: 2,
  },
  {
    stage: "friend",
    fromScore: 250,
    messages: 60,
    days: 7,
    romantic: false,
    styles: ["teasing", "candid"],
    topics: ["family and friends", "worries"],
    emotionalDepth: 3,
  },
  {
    stage: "close_friend",
    fromScore: 450,
    messages: 120,
    days: 12,
    romantic: false,
    styles: ["tender", "vulnerable"],
    topics: ["fears", "dreams", "the past"],
    emotionalDepth: 4,
  },
  {
    stage: "romantic_interest",
    fromScore: 650,
    messages: 180,
    days: 16,
    romantic: true,
    styles: ["affectionate", "flirtatious"],
    topics: ["attraction", "love"],
    emotionalDepth: 5,
  },
  {
    stage: "partner",
    fromScore: 850,
    messages: 250,
    days: 21,
    romantic: true,
    styles: ["devoted", "romantic"],
    topics: ["the two of you", "the future"],
    emotionalDepth: 6,
  },
] as const satisfies StageRule[];

/** The bounds of the score. */
export const scoreRange = { min: 0, max: 1000 } as const;

/** How far below its beginning the score has to fall before a stage is left again. */
export const hysteresisPoints = 30;

/** What is earned and lost. Every reason is what the history calls it. */
export const points = {
  /** The first message of a day that counts, besides what that message earns itself. */
  first_of_day: 5,
  /** A message that counts. */
  message: 2,
  /** One that thanks or says something kind. Instead of `message`. */
  kindness: 3,
  /** One that tells of a feeling. Instead of `message`. */
  opened_up: 4,
  /** One that insults the companion. Sadness, anger about others and goodbyes cost nothing. */
  unkind: -4,
} as const;

/** At most so many points a day (UTC), up and down: what was lost in a day is made up for in a day. */
export const dailyLimit = { gain: 40, loss: 12 } as const;

/** After so many days without a message each further one costs, counted at the return; never below the floor. */
export const absence = { afterDays: 14, pointsADay: 3, floor: 250 } as const;

/** A message shorter than so many letters, or as like to one of the last as this, earns nothing. */
export const counting = {
  minLetters: 5,
  minWords: 2,
  repeatedFrom: 0.8,
  comparedMessages: 40,
} as const;

/** What the operator decides. */
export interface RelationshipSettings {
  /** No relationship is shown or lived closer than this. */
  maxStage: (typeof stageRules)[number]["stage"];
  /** A factor to what is earned, and to how much of it in a day. */
  pace: number;
}
