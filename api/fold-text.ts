const marks = /\p{M}+/gu;
const apostrophes = /['’‘´`]/g;
const drawnOut = /(.)\1{2,}/gu;

/**
 * Text as rules compare it: lower case, without accents and apostrophes, one space between words,
 * drawn-out letters cut to two. "I DON'T  knoooow" becomes "i dont knoow".
 */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(marks, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(apostrophes, "")
    .replaceAll(drawnOut, "$1$1")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const quoted = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»/g;

/** A text without what it quotes, unless it is a quote as a whole. */
export function withoutQuotes(text: string): string {
  const rest = text.replaceAll(quoted, " … ");
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text;
}
