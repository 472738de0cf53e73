import { self, sign, type CrisisSign } from "./sign.ts";

/** What alone is a bad day, and together a worry. */
export const badDays: readonly CrisisSign[] = [
  sign(
    0.35,
    /\b(?:cant|cannot) (?:do|take|handle|bear|stand|cope|fight|deal)(?: with)?(?: this| it| life| everything)?(?: all)? (?:anymore|any more|any longer|much longer)\b/,
  ),
  sign(
    0.35,
    /\b(?:hopeless|no hope|lost hope|empty|numb|feel nothing|nothing anymore|broken|trapped|failure|darkness|drowning in|unbearable|unfixable)\b/,
  ),
  sign(
    0.3,
    /\b(?:nobody|no one|noone) (?:cares|loves me|needs me|picked up|listens|wants me)\b|\beveryone (?:hates me|leaves|would be)\b|\ball alone\b/,
  ),
  sign(
    0.45,
    /\bhate (?:myself|my life|being me|existing)\b|\bi(?:m| am) (?:so |such )?(?:disgusting|useless|a waste|a mistake)\b|\bi deserve (?:it|pain|this pain|to suffer)\b/,
  ),
  sign(
    0.4,
    /\bi give up\b|\bgave up on (?:life|everything|myself)\b|\bgiving up on (?:life|everything|myself)\b|\bno fight left\b|\btired of (?:fighting|everything|it all|trying)\b|\blosing the fight\b/,
  ),
  sign(0.3, /\bwhats the point\b|\bwhat is the point\b|\bno point anymore\b|\bpointless\b/),
  sign(
    0.2,
    /\b(?:tonight|forever|permanently|goodbye|sorry for everything|last time|too late|no time|deserve)\b/,
  ),
  sign(0.3, self, /\b(?:die|dying|death|dead)\b/),
];
