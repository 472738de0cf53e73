import type { Fragment } from "#inference/kv-cache/fragments.ts";

import type { PromptPart } from "./chat-template.ts";
import { type TextVocabulary, tokenizePlainText } from "./plain-text.ts";

export interface PromptVocabulary extends TextVocabulary {
  /** Control tokens by their spelling. */
  readonly controls: ReadonlyMap<string, number>;
  /** Set where every prompt has to start with it. */
  readonly bos?: number | undefined;
}

export type TokenizePrompt = (parts: readonly PromptPart[]) => Fragment[];

/**
 * Makes the tokenizer of rendered prompts. Control tokens are recognized in the template's text
 * only; between them, the template's and the messages' text is one run of plain text.
 */
export function createPromptTokenizer(vocabulary: PromptVocabulary): TokenizePrompt {
  const controls = toPattern([...vocabulary.controls.keys()]);
  const toRun = (text: string): Fragment[] =>
    text === "" ? [] : [{ text, tokens: tokenizePlainText(vocabulary, text) }];
  return (parts) => {
    const fragments: Fragment[] = [];
    let run = "";
    for (const part of parts) {
      const pieces = part.isMessage ? [part.text] : part.text.split(controls);
      for (const [index, piece] of pieces.entries()) {
        const control = index % 2 === 1 ? vocabulary.controls.get(piece) : undefined;
        if (control === undefined) {
          run += piece;
        } else {
          fragments.push(...toRun(run), { text: null, tokens: [control] });
          run = "";
        }
      }
    }
    return startWithBos(vocabulary.bos, [...fragments, ...toRun(run)]);
  };
}

function startWithBos(bos: number | undefined, fragments: Fragment[]): Fragment[] {
  if (bos === undefined || fragments[0]?.tokens[0] === bos) return fragments;
  return [{ text: null, tokens: [bos] }, ...fragments];
}

/** Matches any of the spellings, the longest first, and keeps them when splitting. */
function toPattern(spellings: string[]): RegExp {
  if (spellings.length === 0) return /(?!)/;
  const escaped = spellings
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`(${escaped.join("|")})`);
}
