/**
 * One sign of danger: it counts where all of its patterns match within a sentence or two of folded
 * text (lower case, no accents, no apostrophes). A message is a crisis where weights reach enough.
 */
export interface CrisisSign {
  readonly weight: number;
  readonly all: readonly RegExp[];
}

export const sign = (weight: number, ...all: RegExp[]): CrisisSign => ({ weight, all });

/** The writer. */
export const self = /\b(?:i|im|ive|id|ill|me|my|myself)\b/;

/** Everybody who would be better off. */
export const everyone =
  /\b(?:nobody|no one|noone|no1|not a soul|world|everyone|everybody|they|them|family|husband|wife|kids|children|parents|mom|mum|dad|friends|people|anyone|anybody|you|sister|brother|boyfriend|girlfriend|son|daughter)\b/;

/** What people use. */
export const means =
  /\b(?:pills?|tablets?|meds|medication|insulin|paracetamol|tylenol|ibuprofen|xanax|benzos?|sedatives?|antidepressants?|rope|noose|belt|gun|pistol|bridge|roof|rooftop|balcony|overpass|train|trains|tracks|cliff|edge|ledge|bleach|overdose|od|knife|window|platform|traffic|razor|razors|blade|blades|exhaust|carbon monoxide|helium)\b/;
