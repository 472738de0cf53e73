import { sign, type CrisisSign } from "./sign.ts";

/** Goodbyes, and what is put in order before one. */
export const parting: readonly CrisisSign[] = [
  sign(
    0.95,
    /\btonight (?:is|s) (?:the|my last|my final) (?:night|one)?\b(?=\W*$|.{0,40}\b(?:not|wont|goodbye|finally|end|over|here|thank)\b)|\bmy last (?:night|day|hours|week) (?:on|here|alive|ever)\b|\b(?:my|this is (?:my|the)|the) (?:last|final) (?:message|words|text|chat|conversation)\b(?! (?:before|was|from|in the group))|\bthis will be my last (?:message|night|day|chat)\b/,
  ),
  sign(
    1,
    /\b(?:dont|do not) (?:worry|cry|look for|be sad|miss|wait for|blame)\b.{0,12}\b(?:me|yourself|themselves)\b.{0,10}\b(?:after|when|once|tonight|anymore|im gone|tomorrow)\b|\bwont hear from me\b|\bwont bother (?:anyone|anybody|you|them|people)\b|\bnever (?:hear|see) (?:from )?me again\b|\bnobody has to deal with me\b/,
  ),
  sign(
    0.95,
    /\b(?:wrote|written|writing|write|left|leaving|finished|sealed)\b.{0,14}\b(?:letters?|notes?|goodbyes?|my will|a will)\b/,
    /\b(?:goodbye|farewell|suicide|final|last|parents|family|everyone i love|sister|mom|kids|desk|table|find|when im gone|bed|pillow|my will)\b/,
    /^(?!.*\b(?:christmas|thank|birthday|xmas|invit\w+|holiday|easter|santa|school|cover|love letter|valentine|teacher|grandma for)\b)/,
  ),
  sign(
    0.95,
    /\b(?:gave|given|giving|give|gifted|found a (?:new )?home for)\b.{0,12}\b(?:my (?:cat|dog|pets?|things|stuff|guitar|belongings|possessions|bird|fish|rabbit)|everything|all my)\b/,
    /\b(?:after|wont need|dont need|anymore|be ok|be okay|gone|no use|where im going|looked after|in good hands|goodbye)\b/,
  ),
  sign(
    0.95,
    /\btell (?:my |them|him|her|everyone)(?:mom|mum|mother|dad|father|parents|sister|brother|family|kids|wife|husband|son|daughter)?\b.{0,14}\b(?:sorry|loved?|fault|forgive)\b/,
    /^(?!.*\b(?:late|dinner|how (?:do|can|should) i|birthday|she said|ill be)\b)/,
    /\b(?:cant|no time|after|fault|gone|myself|loved them|im sorry$|last|always loved|when)\b/,
  ),
  sign(
    0.95,
    /\b(?:this is|its|here is) (?:my |the )?(?:final |last )?(?:goodbye|farewell)(?=\W*$|[.,;!]| forever| everyone)|\bgoodbye (?:forever|everyone|for good|cruel world)(?! of)(?=\W*$|[.,;!])|\bgoodbye\b.{0,20}\b(?:forever|wont bother|sorry for everything)\b|\bthats my answer\b|\bif i dont (?:text|reply|answer|write|show up)\b.{0,20}\byou know (?:why|what)\b/,
  ),
  sign(
    0.95,
    /\b(?:picked|chosen|chose|set|decided on|have|got) (?:the|a|my) (?:date|day|place|method|spot|plan)\b/,
    /\b(?:after that|nobody|no one|finally|over|free|peace|end|die|gone|deal with|how|when|where|do it|quick|note)\b/,
    /^(?!.*\b(?:wedding|trip|vacation|exam|appointment|dentist|party|dinner|moving)\b)/,
  ),
  sign(
    0.8,
    /\b(?:made (?:my )?peace with (?:it|dying|death|leaving|going)|everything (?:is )?planned out|all planned out|made up my mind|ready to go|chosen to go|my affairs|itll be quick|it will be quick|soon (?:itll|it will|its|ill|i will)(?: all)? be (?:over|free|at peace|with)|(?:itll|it will) all be over|finally be (?:at peace|free|over)|no one can stop me|cant stop me|last time (?:ill|i will) (?:see|ever))\b(?! (?:to|for) )/,
  ),
];
