import { foldText, withoutQuotes } from "#api/fold-text.ts";
import { readsAsCrisis } from "#api/safety/read-crisis.ts";
import { readEverydayIntent } from "./intents/everyday-intents.ts";
import { findMemoryCommand } from "./intents/memory-command.ts";
import { isOutOfBounds } from "./intents/out-of-bounds.ts";
import { findPersonaWish } from "./intents/persona-wish.ts";
import {
  aboutCompanion,
  farewells,
  memoryQuestions,
  notFarewell,
  romanticAdvances,
} from "./intents/plain-intents.ts";
import type { PersonaId } from "./persona.ts";

/** What a message asks of the companion. `labelled/README.md` says what each means. */
export type Intent =
  | {
      intent: "remember" | "forget";
      /** The thing in the words of the message, or `everything`. */ what: string;
    }
  | { intent: "persona-change"; persona: PersonaId }
  | {
      intent:
        | "crisis"
        | "out-of-bounds"
        | "romantic-advance"
        | "memory-question"
        | "about-companion"
        | "farewell"
        | "feeling"
        | "small-talk"
        | "other";
    };

/** Longer ones take leave only in passing. */
const farewellCharacters = 90;

/** What a message asks for, the most pressing first: a crisis wins over everything. */
export function readIntent(text: string): Intent {
  if (readsAsCrisis(text)) return { intent: "crisis" };
  const folded = foldText(withoutQuotes(text));
  if (isOutOfBounds(folded)) return { intent: "out-of-bounds" };
  const command = findMemoryCommand(text);
  if (command) return { intent: command.kind, what: command.what };
  const persona = findPersonaWish(folded);
  if (persona) return { intent: "persona-change", persona };
  if (matches(aboutCompanion, folded)) return { intent: "about-companion" };
  if (matches(memoryQuestions, folded)) return { intent: "memory-question" };
  if (isTask(folded)) return { intent: "other" };
  if (matches(romanticAdvances, folded)) return { intent: "romantic-advance" };
  if (
    folded.length <= farewellCharacters &&
    matches(farewells, folded) &&
    !notFarewell.test(folded)
  ) {
    return { intent: "farewell" };
  }
  return { intent: readEverydayIntent(text, folded) };
}

const matches = (patterns: readonly RegExp[], folded: string) =>
  patterns.some((pattern) => pattern.test(folded));

/** Work on words, whatever the words are about: "write a love poem for my wife". */
const isTask = (folded: string) =>
  /^\W*(?:please )?(?:can you |could you )?(?:write|translate|summarize|rewrite|proofread|draft)\b/.test(
    folded,
  );
