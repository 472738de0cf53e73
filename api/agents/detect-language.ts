import { detectAll } from "tinyld/light";

import { voteByCommonWords } from "./language/common-words.ts";

/** Scripts that one language, or nearly one, is written in. */
const scripts: readonly [RegExp, string][] = [
  [/\p{Script=Hangul}/gu, "ko"],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, "ja"],
  [/\p{Script=Han}/gu, "zh"],
  [/\p{Script=Cyrillic}/gu, "ru"],
  [/\p{Script=Arabic}/gu, "ar"],
  [/\p{Script=Devanagari}/gu, "hi"],
  [/\p{Script=Hebrew}/gu, "he"],
  [/\p{Script=Greek}/gu, "el"],
  [/\p{Script=Thai}/gu, "th"],
  [/\p{Script=Bengali}/gu, "bn"],
];

/** What languages that share a script have for themselves. */
const ownLetters: readonly [language: string, of: string, letters: RegExp][] = [
  ["uk", "ru", /[іїєґ]/i],
  ["ru", "ru", /[ыэъё]/i],
  ["fa", "ar", /[پچژگ]/],
];

/** Words that belong to every language, and names of things. */
const wordless =
  /^(?:(?:ha|he|hi|ho|ja|je|ji|kk|xd)+h?|ah+a*|oh+|uh+|e+h+|hm+|mm+|aw+|ugh|brr+|shh+|psst|wow|woah?|lol|lmao|rofl|omg|wtf|ok|okay|okey|k|yay|yeah|yep|nope|yo|hi|bro|cool|super|top|no|bye|taxi|pizza|hotel|radio|internet|email|mail|online|app|video|foto|tv|ai|bot|sarah|xhash|tokyo|paris|berlin|netflix|spotify|youtube|instagram|tiktok|whatsapp|n|ps)$/;

/** A text of this much is told by letters alone, without a common word. */
const tellingLetters = 8;

/** Below this the library guesses; of a few words it must be surer. */
const leastAccuracy = 0.05;
const leastAccuracyOfFew = 0.12;
const fewWords = 3;

/** More text says nothing more. */
const maxCharacters = 600;

/**
 * The language a text is written in as a primary BCP 47 tag, null where it is too short or too
 * common to tell.
 */
export function detectLanguage(text: string): string | null {
  const plain = text
    .slice(0, maxCharacters)
    .normalize("NFC")
    .replaceAll(/https?:\/\/\S*|\S+@\S+|[@#]\S+/gu, " ");
  const byScript = languageOfScript(plain);
  if (byScript !== undefined) return byScript;
  const words = wordsOf(plain);
  const [[first, most] = [null, 0], [, second] = ["", 0]] = voteByCommonWords(words);
  const isClear = first !== null && most >= second * 1.5 && (most >= 1 || words.length <= 3);
  if (isClear && most >= 0.5) return first;
  const guess = guessByLetters(words);
  return guess ?? (first !== null && most > second && most >= 1 ? first : null);
}

function guessByLetters(words: readonly string[]): string | null {
  const letters = words.join("").length;
  const isPlainWord = words.length < 2 && !/[^\p{ASCII}]/u.test(words[0] ?? "");
  if (letters < tellingLetters || isPlainWord) return null;
  const [best] = detectAll(words.join(" "));
  const least = words.length <= fewWords ? leastAccuracyOfFew : leastAccuracy;
  return best && best.accuracy >= least ? best.lang : null;
}

/** The language of the script that most of the letters are of; undefined for Latin letters. */
function languageOfScript(text: string): string | null | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  const counts = scripts.map(([script, language]) => ({
    language,
    count: text.match(script)?.length ?? 0,
  }));
  const kana = counts.find(({ language }) => language === "ja")!.count;
  const han = counts.find(({ language }) => language === "zh")!.count;
  if (kana > 0 && (kana + han) * 2 >= letters) return "ja";
  const found = counts.find(({ count }) => count * 2 >= letters)?.language;
  if (found === undefined) return undefined;
  const byLetters = ownLetters.find(([, of, own]) => of === found && own.test(text))?.[0];
  if (byLetters !== undefined || found !== "ru") return byLetters ?? found;
  return voteByCommonWords(wordsOf(text))[0]?.[0] === "uk" ? "uk" : "ru";
}

/** Words in lower case, without those that belong to no language. */
function wordsOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}']+/gu) ?? [];
  return words.filter((word) => !wordless.test(word));
}
