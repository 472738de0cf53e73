const bytesPerToken = 2;
const cutMark = " […] ";

/**
 * A guess at the tokens of a text that errs on the high side: ASCII at two characters a token
 * (English has about four), everything else a token a byte, as byte-level vocabularies fall back to.
 *
 * @param asciiPerToken more than two where the text is known to be prose
 */
export function estimateTokens(text: string, asciiPerToken = bytesPerToken): number {
  let ascii = 0;
  let units = 0;
  for (const character of text) {
    if (character.codePointAt(0)! < 0x80) ascii += 1;
    else units += unitsOf(character);
  }
  return Math.ceil(ascii / asciiPerToken + units / bytesPerToken);
}

/** The beginning of a text on one line, with a mark where it goes on. Never half a character. */
export function headOf(text: string, maxTokens: number): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  if (estimateTokens(line, 3) <= maxTokens) return line;
  let left = maxTokens - 1;
  let head = "";
  for (const character of line) {
    left -= character.codePointAt(0)! < 0x80 ? 1 / 3 : unitsOf(character) / bytesPerToken;
    if (left < 0) break;
    head += character;
  }
  return `${head.trimEnd()}...`;
}

/**
 * The text itself where it fits, else its head and tail with a mark between. Never half a character.
 *
 * @param maxTokens 5 or more, which is what the mark takes
 */
export function cutToTokens(text: string, maxTokens: number): string {
  if (estimateTokens(text) <= maxTokens) return text;
  const characters = [...text];
  const half = Math.max(0, maxTokens * bytesPerToken - cutMark.length * bytesPerToken) / 2;
  const head = takeUnits(characters, half);
  const tail = takeUnits(characters.slice(head.length).toReversed(), half).toReversed();
  return `${head.join("")}${cutMark}${tail.join("")}`;
}

function takeUnits(characters: string[], units: number): string[] {
  let left = units;
  const end = characters.findIndex((character) => (left -= unitsOf(character)) < 0);
  return end === -1 ? characters : characters.slice(0, end);
}

function unitsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  return bytesPerToken * (point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4);
}
