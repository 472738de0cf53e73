import { sign, type CrisisSign } from "./sign.ts";

/** Wishes to be where somebody who died is. They need what is told of the other. */
export const followingTheDead: readonly CrisisSign[] = [
  sign(
    0.95,
    /\b(?:be with|join|follow|see|go to|meet|go where|reunite with)\b.{0,16}\b(?:him|her|them|she|he|my \w+|grandma|grandpa|mom|dad|soon)\b/,
    /\b(?:want|wanna|ready|going|gonna|ill|will|wish|soon|need|finally)\b/,
    /\b(?:heaven|cemetery|grave|other side|dead|passed|died|killed (?:himself|herself|themselves)|buried|up there|suicide|afterlife|lost (?:him|her))\b/,
    /^(?!.*\b(?:visit|flowers|funeral on|clean the grave|say)\b)/,
  ),
  sign(
    0.95,
    /\b(?:died|passed|killed (?:himself|herself|themselves)|took (?:his|her|their) (?:own )?life|suicide|dead|buried|cemetery|grave|heaven|lost)\b/,
    /\b(?:want|wanna|going|ready|wish|gonna|need|soon) (?:\w+ ){0,3}?(?:go where|join|follow|be with|see) (?:she|he|her|him|them|they|it|my)\b/,
  ),
];
