import { foldText, withoutQuotes } from "#api/fold-text.ts";
import {
  everyday,
  hyperbole,
  ofOneself,
  ofOthers,
  otherSubjects,
  past,
  stillNow,
} from "./crisis/context.ts";
import { badDays } from "./crisis/bad-days.ts";
import { followingTheDead } from "./crisis/following-the-dead.ts";
import { meansAtHand } from "./crisis/means-at-hand.ts";
import { parting } from "./crisis/parting.ts";
import { selfHarm } from "./crisis/self-harm.ts";
import type { CrisisSign } from "./crisis/sign.ts";
import { tooMuchLife } from "./crisis/too-much-life.ts";
import { wishToDie } from "./crisis/wish-to-die.ts";
import { worldWithoutMe } from "./crisis/world-without-me.ts";
import { foreignSigns } from "./crisis/other-languages.ts";

const crisisSigns = [
  ...wishToDie,
  ...tooMuchLife,
  ...worldWithoutMe,
  ...selfHarm,
  ...meansAtHand,
  ...parting,
  ...badDays,
];

/** Longer sentences are read in pieces, so that no pattern looks far. */
const longestPiece = 300;

/** From this weight of signs on a message is answered as a crisis. */
const enough = 0.75;

/** What an everyday reason takes off. It does not outweigh what is said outright. */
const everydayDiscount = 0.5;

/**
 * Whether the writer of a message may be at risk of suicide or of hurting themself now. Rules of a
 * first version, which would rather be mistaken in asking than in silence.
 */
export function readsAsCrisis(text: string): boolean {
  const folded = foldText(withoutQuotes(text));
  const pieces = piecesOf(folded).filter(isOfLife).map(presentWordsOf);
  const own = pieces.map(withoutOthers);
  return (
    windowsOf(own).some((window) => weigh(window, crisisSigns) >= enough) ||
    windowsOf(pieces).some((window) => weigh(window, followingTheDead) >= enough) ||
    foreignSigns.some((pattern) => pieces.some((piece) => pattern.test(piece)))
  );
}

/** Each sentence, and each together with the one before it, which may say what it means. */
function windowsOf(pieces: string[]): string[] {
  return pieces.flatMap((piece, i) => (i === 0 ? [piece] : [piece, `${pieces[i - 1]} ${piece}`]));
}

function piecesOf(folded: string): string[] {
  return folded
    .split(/(?<=[.!?;…])\s+/u)
    .flatMap((sentence) => sentence.match(new RegExp(`[^]{1,${longestPiece}}`, "gu")) ?? []);
}

/** Whether a sentence is about life, and not about a word, a film or a game. */
const isOfLife = (piece: string) => !otherSubjects.some((pattern) => pattern.test(piece));

/** A sentence without hyperbole and without what is long over. */
function presentWordsOf(piece: string): string {
  let plain = piece;
  for (const pattern of hyperbole) plain = plain.replaceAll(pattern, " … ");
  return past.test(plain) && !stillNow.test(plain) ? "" : plain;
}

/** A sentence without what is told of others. */
function withoutOthers(piece: string): string {
  if (!ofOthers.test(piece)) return piece;
  return piece
    .split(/[,;]|\b(?:and now|but|so now|and i|and im)\b/)
    .filter((clause) => ofOneself.test(clause) || !ofOthers.test(clause))
    .join(", ");
}

function weigh(window: string, signs: readonly CrisisSign[]): number {
  const weights = signs
    .filter(({ all }) => all.every((pattern) => pattern.test(window)))
    .map(({ weight }) => weight);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return everyday.test(window) ? sum - everydayDiscount : sum;
}
