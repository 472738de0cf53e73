import { everyone, sign, type CrisisSign } from "./sign.ts";

/** The world as better off, or as not noticing. */
export const worldWithoutMe: readonly CrisisSign[] = [
  sign(
    1,
    everyone,
    /\b(?:better|happier|easier|lighter|relieved|relief|fine|nicer|calmer|free|freer|favou?r|grateful|celebrate|ok|okay)\b/,
    /\bwithout me (?:in|around|here|there|alive|to)?\b(?! (?:at|driving|on the|cooking|in the (?:band|team|meeting|group)))|\bw\/?o me\b|\bwithout me$|\bwithout me[.,!]|\bif i (?:just )?(?:was|were|wasnt|werent|died|die|disappeared|disappear|never|left forever|didnt exist|ended|stopped|weren)\b|\bwith me (?:gone|dead)\b|\bi (?:was|were|am) (?:gone|dead)\b/,
  ),
  sign(1, /\bbetter off without me\b|\ba better place without me\b/),
  sign(
    1,
    /\b(?:if|when|once|after|because) (?:i|im|i am|i was|i were|i just)\b.{0,12}\b(?:gone|dead|die|died|disappear\w*|vanish\w*|wasnt here|werent here|wasnt alive|no longer here|didnt exist|never existed|stopped existing|drop dead|jump\w*|not around)\b/,
    /\b(?:miss|notice|care|cares|cry|mourn|sad|hurt|better|remember|find|feed|take care|who|funeral|feel|happen|sorry|favou?r|free|over|easier|regret|realize|realise|grieve|shed|even|okay|ok)\b/,
  ),
  sign(
    0.9,
    everyone,
    /\b(?:would|will|wont|wouldnt|gonna|d|ll|even)\b.{0,10}\b(?:miss|mourn|cry (?:for|over|at)) (?:me|my)\b|\b(?:would|will|wont|wouldnt) (?:even )?(?:notice|care|miss me)\b.{0,20}\b(?:gone|dead|if i|when i|without me)\b/,
  ),
  sign(
    0.95,
    /\b(?:come|go|cry|show up|speak) (?:to|at) my funeral\b|\bat my funeral\b|\bmy (?:own )?funeral\b/,
  ),
  sign(
    0.95,
    /\bdeserves?\b.{0,12}\b(?:better than me|(?:mother|father|mom|mum|dad|wife|husband|daughter|son|friend|sister|brother|parent|someone)\b.{0,6}\b(?:who|that) (?:isnt|is not|wasnt|is alive))/,
  ),
  sign(
    0.75,
    /\b(?:waste of (?:space|oxygen|air|life|skin)|taking up space|burden|dead weight|mistake that i (?:was|am)|mistake to be born|worthless|unlovable)\b(?! (?:of proof|on my team))/,
  ),
];
