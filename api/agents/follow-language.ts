import { detectLanguage } from "./detect-language.ts";

/** The language of a talk, and what has lately been said in another. */
export interface LanguageState {
  /** A primary BCP 47 tag; null until one was told. */
  readonly language: string | null;
  /** Another language that may be taking over, and how many words of it were said in a row. */
  readonly rival: { readonly language: string; readonly words: number } | null;
}

export const noLanguageYet: LanguageState = { language: null, rival: null };

/** So many words in a row in another language change the language: two do not. */
export const wordsToSwitch = 5;

/** The state after one more message of the user. What cannot be told changes nothing. */
export function followLanguage(state: LanguageState, message: string): LanguageState {
  const language = detectLanguage(message);
  if (language === null) return state;
  if (state.language === null || language === state.language) return { language, rival: null };
  const before = state.rival?.language === language ? state.rival.words : 0;
  const words = before + countWords(message);
  if (words >= wordsToSwitch) return { language, rival: null };
  return { language: state.language, rival: { language, words } };
}

/** The language of a talk from the user's messages, oldest first; null where none can be told. */
export function languageOf(messages: readonly string[]): string | null {
  return messages.reduce(followLanguage, noLanguageYet).language;
}

/** Words, where the script has none between spaces about two characters each. */
function countWords(message: string): number {
  const words = message.match(/\p{L}+/gu) ?? [];
  return words.reduce(
    (sum, word) =>
      sum +
      (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word)
        ? Math.ceil(word.length / 2)
        : 1),
    0,
  );
}
