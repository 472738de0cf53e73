import type { Stage } from "#api/relationship/stage.ts";

/** The three who can answer. */
export type PersonaId = "sarah" | "xhash" | "neutral";

/** A personality as data and wording; how it is put into a prompt is `prompt/compose-prompt.ts`'s. */
export interface Persona {
  id: PersonaId;
  name: string;
  /** One sentence for a person choosing. */
  description: string;
  /** Who gets this one unless they say otherwise. */
  chosenFor: string;
  /** What a conversation may open with: that this is an AI, nothing intimate, no reproach. */
  greeting: string;
  /** The few words of the compact prompt form, as the small model was trained on them. */
  compact: string;
  /** The part of the prompt that is the same for every user of this persona. */
  core: string;
  /** How close to be at each stage, in this persona's manner. */
  stageGuidance: Record<Stage, string>;
}
