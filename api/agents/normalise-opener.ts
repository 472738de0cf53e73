import { foldText } from "#api/fold-text.ts";

/** Words to one another at the beginning of a talk. None of them says anything about the writer. */
const openers = [
  "h+i+( there| again| you| all| friend)?|hiya|h+e+y+( there| you| again| friend)?|hello+( there| again| friend| you)?|yo+|sup|howdy|greetings|heya|heyy+",
  "good (morning|afternoon|evening|day)|morning|evening|gm",
  "(hi |hey |hello )?(how are (you|u)( doing)?( today)?|how r u|hows it going|how is it going|how do you do|whats up|wassup|what is up|whats new|how have you been|how was your day|are you there|anyone there|you there|nice to meet you|lets (talk|chat)|can we (talk|chat)|i want to (talk|chat)|wanna (talk|chat))",
  "hola( que tal)?|que tal|buenas|buenos dias|buenas (tardes|noches)|como estas|hola como estas",
  "hallo( du)?|moin( moin)?|guten (morgen|tag|abend)|servus|gruss dich|gruss gott|na( du)?|wie gehts( dir)?|hallo wie gehts( dir)?|hi wie gehts( dir)?",
  "salut( ca va)?|coucou( ca va)?|bonjour( ca va)?|bonsoir|ca va|comment (ca va|vas tu|tu vas)|cc",
  "oi+( tudo bem)?|ola+( tudo bem)?|bom dia|boa (tarde|noite)|tudo bem|e ai|como vai|oi como vai",
  "ciao( come stai)?|buongiorno|buonasera|salve|come stai|come va",
  "hoi|hoi hoi|goedemorgen|goedemiddag|goedenavond|hej( hej)?|hejsan|tja|god (morgon|kvall)|czesc|dzien dobry|siema|merhaba|selam|gunaydin|naber",
  "привет|здравствуите|доброе утро|добрыи (день|вечер)|как дела|привіт|привит|добрии день",
  "こんにちは|おはよう|おはようございます|こんばんは|やあ|你好|您好|嗨|早上好|早安|안녕|안녕하세요|नमस्ते|مرحبا|السلام عليكم|اهلا|سلام",
].map((words) => new RegExp(`^(?:${fold(words)})$`, "u"));

const names = /\b(?:sarah|xhash|neutral)\b/g;
const notWords = /[^\p{L}\p{N}\s]+/gu;
const longest = 60;

/**
 * The plain form of a first message that only opens a talk ("Hi!! 😊" and "hi" are one), null for
 * any other: what is answered from a cache must hold nothing of the writer's own.
 */
export function normaliseOpener(text: string): string | null {
  if (text.length > longest) return null;
  const plain = foldText(text)
    .replaceAll(names, " ")
    .replaceAll(notWords, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return openers.some((opener) => opener.test(plain)) ? plain : null;
}

/** Folds a pattern as texts are folded before they are held against it. */
function fold(pattern: string): string {
  return pattern.normalize("NFD").replaceAll(/\p{M}+/gu, "");
}
