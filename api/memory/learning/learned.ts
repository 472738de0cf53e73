/** Somebody or something a message speaks of. */
export interface LearnedEntity {
  name: string;
  kind: "person" | "pet" | "place" | "organisation";
  /** Other words for the same: "sister". */
  aliases: string[];
}

/** `to` is the `relation` of `from`; the writer is `self`. */
export interface LearnedRelation {
  from: string;
  relation: string;
  to: string;
}

/** Something a message says of its writer, or of somebody in their life. */
export interface LearnedFact {
  type: string;
  /** The words of the text that say it. */
  value: string;
  /** Of whom, by name or by what they are to the writer; of the writer where it is missing. */
  subject?: string;
  /** Whether what was said or understood before was wrong. */
  isCorrection?: boolean;
  /** What was wrong before. */
  insteadOf?: string;
}

/** Something that happened to the writer, or is going to. */
export interface LearnedEpisode {
  /** In the writer's words. */
  summary: string;
  occurredAt: Date;
}

/** What a careful reader keeps of a message. */
export interface Learned {
  facts: LearnedFact[];
  /** What is not so, or no longer. */
  ended: LearnedFact[];
  episodes: LearnedEpisode[];
  entities: LearnedEntity[];
  relations: LearnedRelation[];
}

export const selfName = "self";
