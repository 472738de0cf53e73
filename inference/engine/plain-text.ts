/** What of a model's vocabulary is needed to read text that people wrote. */
export interface TextVocabulary {
  /** Text to tokens, without looking for control tokens in it. */
  tokenize(text: string): number[];
  /** The same for text that goes on after other text: no space is put before it. */
  tokenizeContinuation(text: string): number[];
  isControl(token: number): boolean;
  /** The spellings of all control tokens. */
  readonly controlTexts: Iterable<string>;
}

/**
 * Tokens of text that is data: no control token is ever among them, whatever the text spells.
 * Some model files mark `<|im_start|>` and its like as ordinary added tokens, which the tokenizer
 * finds in any text; those spellings are cut in two and tokenized piece by piece.
 */
export function tokenizePlainText(vocabulary: TextVocabulary, text: string): number[] {
  const tokens = vocabulary.tokenize(text);
  if (!tokens.some((token) => vocabulary.isControl(token))) return tokens;
  const [head, ...rest] = cutControlTexts(text, vocabulary.controlTexts);
  return [
    ...withoutControl(vocabulary, vocabulary.tokenize(head ?? "")),
    ...rest.flatMap((piece) => withoutControl(vocabulary, vocabulary.tokenizeContinuation(piece))),
  ];
}

/** Cuts text after the first character of everything in it that spells a control token; joined, the pieces are the text. */
export function cutControlTexts(text: string, controlTexts: Iterable<string>): string[] {
  const cuts = new Set<number>();
  for (const spelling of controlTexts) {
    if (spelling.length < 2) continue;
    for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
      cuts.add(at + 1);
    }
  }
  const edges = [0, ...[...cuts].sort((a, b) => a - b), text.length];
  return edges.slice(1).map((end, index) => text.slice(edges[index], end));
}

/** The last resort, for a spelling of one character: better a character lost than a control token found. */
function withoutControl(vocabulary: TextVocabulary, tokens: number[]): number[] {
  return tokens.filter((token) => !vocabulary.isControl(token));
}
