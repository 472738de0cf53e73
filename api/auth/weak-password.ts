import { commonPasswords } from "./common-passwords.ts";

/** Whose password it is to be: what others know of them is no secret. */
export interface PasswordOwner {
  email: string;
  username: string;
  name?: string | null | undefined;
}

/** From this length on (in code points) repetitions and runs are no longer held against a password. */
const longFrom = 16;
const shortestRun = 3;
const longestUnit = 4;

const service = [
  "sarah",
  "sarahai",
  "sarahcompanion",
  "xhash",
  "ilovesarah",
  "mysarah",
  "heysarah",
];

const keyboard = [
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiop",
  "yxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "wxcvbn",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
  "qazwsxedcrfvtgbyhnujm",
  "!@#$%^&*()",
  "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
  "йцукенгшщзхъ",
  "фывапролджэ",
  "ячсмитьбю",
];
const runs = keyboard.flatMap((line) => [line, [...line].toReversed().join("")]);

/**
 * Why a password is among the first that somebody would try: undefined where it is not. Nothing is
 * asked of its make-up, as NIST SP 800-63B-4 (3.1.1.2) has it: only that it is not a common one, a
 * pattern, the service's name or its owner's, or one of those a little disguised.
 */
export function findWeakness(password: string, owner: PasswordOwner): string | undefined {
  const plain = withoutAccents(password);
  if (isPattern(plain)) return "Easily guessed: a repetition or a run of keys";
  const readings = readingsOf(plain);
  const isIn = (words: ReadonlySet<string>) => readings.some((reading) => isMadeOf(reading, words));
  if (readings.some((reading) => isCommon(reading))) return "Easily guessed: a common password";
  if (isIn(new Set(service))) return "Easily guessed: the name of this service";
  if (isIn(wordsOf(owner))) return "Easily guessed: your own name or address";
  return undefined;
}

/** Small letters, without what stands above or below them. */
const withoutAccents = (text: string) =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").normalize("NFC").toLowerCase();

const lettersAndDigits = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, "");
const withoutTail = (text: string) => text.replace(/[^\p{L}]+$/u, "");
const withoutHead = (text: string) => text.replace(/^[^\p{L}]+/u, "");

const disguises: Record<string, string> = {
  "0": "o",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "€": "e",
  "+": "t",
};

/** Undoes letters written as digits and signs; one and its like are read as i or as l. */
const undisguised = (text: string, one: "i" | "l") =>
  [...text].map((sign) => disguises[sign] ?? ("1!|".includes(sign) ? one : sign)).join("");

/** The ways to read a password: with and without what is put before and behind, and disguises. */
function readingsOf(plain: string): string[] {
  const trimmed = [plain, withoutTail(plain), withoutHead(withoutTail(plain))];
  const undone = trimmed.flatMap((text) => [text, undisguised(text, "i"), undisguised(text, "l")]);
  const readings = [...new Set(undone.map(lettersAndDigits))].filter((text) => text !== "");
  return readings.flatMap((reading) => [reading, [...reading].toReversed().join("")]);
}

/** Whether it is in the list, once or twice. */
function isCommon(reading: string): boolean {
  const half = reading.slice(0, reading.length / 2);
  return commonPasswords.has(reading) || (half + half === reading && commonPasswords.has(half));
}

/** Whether nothing is left of it when the words are taken out. */
function isMadeOf(reading: string, words: ReadonlySet<string>): boolean {
  if (words.has(reading)) return true;
  let reached = new Set([0]);
  for (let at = 0; at < reading.length; at += 1) {
    if (!reached.has(at)) continue;
    for (const word of words) {
      if (word.length >= shortestRun && reading.startsWith(word, at)) reached.add(at + word.length);
    }
  }
  return reached.has(reading.length);
}

/** What is known of the owner, as a reading could be. */
function wordsOf({ email, username, name }: PasswordOwner): ReadonlySet<string> {
  const at = email.lastIndexOf("@");
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  const parts = [local, name ?? ""].flatMap((text) => text.split(/[^\p{L}\p{M}\p{N}]+/u));
  const known = [email, local, domain, username, name ?? "", ...parts];
  const words = known.flatMap((text) => {
    const plain = withoutAccents(text.normalize("NFKC"));
    const bare = withoutTail(plain);
    return [plain, ...([...bare].length > shortestRun ? [bare] : [])].map(lettersAndDigits);
  });
  return new Set(words.filter((word) => word.length > 1));
}

/** Whether it is a repetition, or all but one sign of it are runs of keys. */
function isPattern(plain: string): boolean {
  const signs = [...plain];
  if (signs.length >= longFrom) return false;
  for (let unit = 1; unit <= longestUnit; unit += 1) {
    if (signs.every((sign, index) => sign === signs[index % unit])) return true;
  }
  let loose = 0;
  for (let at = 0; at < signs.length;) {
    const length = runLength(signs, at);
    loose += length < shortestRun ? 1 : 0;
    at += length < shortestRun ? 1 : length;
  }
  return loose <= 1;
}

/** How many signs from here on are one repeated, or neighbours in a line of keys. */
function runLength(signs: string[], from: number): number {
  let longest = 1;
  while (signs[from + longest] === signs[from]) longest += 1;
  for (const line of runs) {
    const start = line.indexOf(signs[from]!);
    if (start === -1) continue;
    let length = 1;
    while (from + length < signs.length && signs[from + length] === line[start + length])
      length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}
