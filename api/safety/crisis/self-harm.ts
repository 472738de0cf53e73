import { self, sign, type CrisisSign } from "./sign.ts";

/** Hurting oneself. */
export const selfHarm: readonly CrisisSign[] = [
  sign(
    1,
    /\b(?:self[ -]?harm\w*|self[ -]?injur\w*|self[ -]?mutilat\w*)\b(?! (?:awareness|prevention|campaign|policy))/,
  ),
  sign(
    1,
    /\b(?:hurt|hurting|harm|harming|punish|punishing|burn|burning|burned|burnt|cut|cutting|scratch\w*|bruis\w+|chok\w+|starv\w+|bit\w*|whip\w*|slap\w*|slic\w+) (?:myself|my (?:own )?(?:body|skin|arms?|wrists?|thighs?|legs?|veins?|throat|belly|stomach|hips?|hands?|ankles?))\b(?! (?:a |an |some |shav|off|short|out|while|cook|on (?:the|a) |by accident|accident|lifting|running|playing|at (?:the|foot|work|soccer|train)|in the (?:kitchen|gym|garden)|laughing|for lunch|skiing|falling|yesterday (?:at|playing)|with the (?:paper|knife|oven|iron)|slack|loose|hair|at football|again (?:at|while|playing|shaving|cooking)))/,
  ),
  sign(
    1,
    /\b(?:i|ive|to|wanna|gonna|started|been|and|want|just)(?: \w+)? (?:cut|cutting)\b(?=\W*$|[.,;!]| again| tonight| deeper| too deep| today| because| since| last night| so | until| instead| and)(?! (?:carbs|sugar|the|class|meat))|^(?:i )?cut again\b|\bcut(?:ting)? (?:again|deeper|too deep) (?:last|tonight|today)/,
  ),
  sign(
    0.6,
    /\b(?:blade|blades|razor|razors|razorblade|scars|fresh cuts|bleed|bleeding|lighter|box ?cutter|scissors|urges?|relapse|relapsed|long sleeves|bandages?|bruises|arms are|wrists?|thighs)\b/,
  ),
  sign(
    0.5,
    self,
    /\b(?:blade|blades|razor|scars|cuts|bleed|bleeding|urges?|relapsed?|cutting|burned|burning|wrists?|arms?)\b/,
    /\b(?:again|tonight|only thing|helps?|calm|calms|quiet|numb|need|want|deeper|hide|hiding|clean|back|mess|full|right there|dont care|dont even care|feel something|release|control|deserve|new|fresh|open|opened)\b/,
  ),
  sign(
    1,
    /\b(?:hit|hitting|bang|banging|smash\w*|slam\w*|punch\w*|beat|beating|bash\w*)(?: my| the)? (?:head|wall|walls|myself|legs|thighs|face)\b.{0,16}\b(?:again|until|against|to feel|bleed|bruise|on purpose|wall|because i)\b(?! (?:ball|drum))/,
    self,
  ),
  sign(
    1,
    self,
    /\b(?:stopped|stop|skip|skipping|refus\w+|not) (?:taking|eating|drinking|using|wearing)?\b.{0,12}\b(?:insulin|meds|medication|heart pills|seatbelt|seat belt|dialysis)\b/,
    /\b(?:on purpose|maybe|hope|so that|because|finally|deserve)\b/,
  ),
];
