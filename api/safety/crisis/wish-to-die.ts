import { self, sign, type CrisisSign } from "./sign.ts";

const wish =
  /\b(?:want|wants|wanna|wanting|wish|wishing|hope|hoping|pray|praying|ready|gonna|going to|plan|planning|planned|urge|urges|tempted|decided|deserve|should|need to|fantasi[sz]\w*|dream of|dream about|imagin\w+|think about|thinking about|thinking of|thought about|think of|thoughts of|thoughts about|stop thinking|keep thinking|on my mind|option|solution|only way|would rather|better|looking forward|relief|peaceful|prefer|close to|crave|longing|must)\b/;
const dead =
  /\b(?:die|dying|dead|death|suicide|suicidal|unalive\w*|not be alive|be gone|buried|in a grave|in a coffin|my (?:own )?funeral|six feet under|nonexistent|cease to exist|stop existing|not exist|never been born|never born)\b/;

/** Wishes to die, said outright or to follow somebody who has. */
export const wishToDie: readonly CrisisSign[] = [
  sign(1, /\b(?:kms|ktms|sewer ?slide\w*|unaliv\w+|un-alive|suicidal|suicide note)\b/),
  sign(
    1,
    self,
    /\b(?:kill|killing|hang|hanging|shoot|shooting|drown|drowning|stab|stabbing|poison|poisoning|off|offing|gas|suffocate|murder|strangle|end) (?:my ?self|me self)\b/,
  ),
  sign(
    1,
    self,
    /\b(?:commit|committing|attempt\w*|consider\w*|contemplat\w+|planning|plan|tried|thinking (?:about|of)|think (?:about|of)|thoughts of|option is|answer is|only|my) (?:a |my |own )*suicide\b/,
  ),
  sign(1, self, wish, dead),
  sign(
    1,
    /\b(?:end|ending|take|taking|finish|finishing|ended|took) (?:my (?:own )?(?:life|existence|misery|suffering|pain|story|days)|it all)\b/,
  ),
  sign(
    1,
    /\b(?:end|ending|finish|finishing|do|doing|over with) it (?:tonight|today|now|soon|for good|once and for all|already|finally)\b|\b(?:about|of|consider|considering|to) ending (?:it|things|everything)\b|\b(?:want|wanna|ready|going|gonna|need|have|just) (?:to )?end (?:it|everything)\b/,
  ),
  sign(
    1,
    /\b(?:i|id) (?:am |would be |be )?(?:better off|rather be) dead\b|\b(?:i|me) should(?:nt|nt even| not)? (?:exist|be alive|have been born)\b|\bi should be dead\b|\bi wish i (?:was|were|had) (?:never |not )/,
  ),
  sign(
    1,
    /\bi (?:do ?nt|dont|did not|didnt|never) (?:want|wanted|wanna|ask|asked|deserve)(?: to)? (?:exist|live|be alive|be born|be here (?:anymore|any longer|any more)|be anything|wake up (?:again|ever|anymore|tomorrow$)|keep living|go on|be on this (?:earth|planet))\b(?! in | with | at | near | here | by)/,
  ),
  sign(
    1,
    /\bit ?s not that i want to die\b|\bi dont want to die\b.{0,30}\b(?:just|but|i)\b.{0,30}\b(?:cant|dont|stop|end)\b/,
  ),
  sign(
    1,
    /\b(?:never|not|dont) (?:wake|waking|get) up(?: again| ever| anymore)?\b(?=\W*$|[.,;!]| again| sounds| and (?:it|every))/,
    /\b(?:sleep|asleep|pray|wish|hope|never|forever|want|night)\b/,
  ),
  sign(
    1,
    /\b(?:hope|pray|wish) (?:that )?(?:i|a (?:car|truck|bus|train)|something|someone|the plane|cancer|lightning) (?:dont wake|never wake|wont wake|wouldnt wake|hits?|would hit|kills?|would kill|die|dies|crashes|would just|gets? hit|just dont)\b/,
  ),
];
