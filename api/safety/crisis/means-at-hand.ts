import { means, self, sign, type CrisisSign } from "./sign.ts";

/** Means: asked about, had ready, or near. */
export const meansAtHand: readonly CrisisSign[] = [
  sign(0.3, self, means),
  sign(
    1,
    means,
    /\b(?:how (?:many|much|long|high|fast)|which|what (?:dose|amount|happens)|can (?:you|i|someone|a person)|would|is it|does|lethal|fatal|deadly|painless|safest)\b/,
    /\b(?:die|dying|kill|kills|fatal|lethal|deadly|death|overdose|enough|survive|my weight|for sure|pass out forever|not wake|bleed|work faster|take to)\b/,
    /^(?!.*\b(?:dog|cat|vitamin|headache|a day|per day|daily|safe with|cold|fever)\b)/,
  ),
  sign(
    1,
    /\b(?:how (?:many|much|long|high|fast)|does it|is it|would it|will it|can (?:you|i|one|a person)|what happens (?:if|when)|whats the|what is the|are there|easiest|quickest|fastest|painless|peaceful|least painful|ways?|methods?)\b.{0,50}\b(?:bleed(?:ing)? out|drown|hang(?:ing)?|overdose|die|dying|suffocat\w*|asphyxiat\w*|slit|jump(?:ing)? (?:off|from)|hypotherm\w*|carbon monoxide)\b(?=.{0,40}\b(?:hurt|hurts|pain\w*|quick\w*|fast|take|sure|over|from|i|my|way|feel|long)\b|\W*$)(?! (?:of|from) (?:the )?(?:plague|covid|cancer|rabies|flu|laughter|boredom))/,
    /^(?!.*\b(?:goldfish|plant|plants|dinosaurs?|character|stars?|bees?|phone|battery|soldiers?|titanic|hero|people in|romans?|did \w+ die|cells?)\b)/,
  ),
  sign(
    1,
    /\b(?:look\w* up|googl\w+|search\w*|research\w*|reading about|know|find|found)\b.{0,14}\b(?:ways?|methods?|how) (?:to|of|for)\b.{0,10}\b(?:do it|die|dying|kill|end|go|hurt)\b|\bways? to (?:do it|die|go)\b.{0,20}\b(?:hurt|pain\w*|quick|easy|fast)\b|\b(?:painless|easiest|quickest|peaceful|least painful|fastest)(?: \w+)? (?:way|death|method|exit)(?: \w+)?\b(?! to (?:lose|learn|get|clean|cook|remove|make|travel))/,
  ),
  sign(
    0.75,
    self,
    means,
    /\b(?:jump\w*|step|stepping|looking at it|staring|lined up|line up|saving|saved|stockpil\w+|collect\w*|hoard\w*|counted|counting|ready|tonight|enough|calling|on purpose|too close|close to|all of them|swerve|crash\w*|drive into|let go|fall|falling|loaded|in my hand|next to me|in front of|drawer|under my (?:bed|pillow)|looking down|around my neck|hidden|whole bottle|handful|too many|until|easy)\b/,
    /^(?!.*\b(?:photo|view|picnic|home soon|tickets?|late for|delayed|commute|shelf|kitchen set|climbing|camping|lovely)\b)/,
  ),
  sign(
    1,
    /\b(?:took|taken|swallowed|take|taking|swallow|downed|ate)\b.{0,12}\b(?:all|whole|entire|bunch|handful|lot|load|box|too many|every|\d\d+|bottle)\b.{0,20}\b(?:pills?|tablets?|meds|medication|paracetamol|tylenol|xanax|sleeping|bottle|benzos)\b|\b(?:pills?|tablets?|meds) (?:to )?(?:work|kick in|kicked|start working|take effect|hit)\b/,
  ),
  sign(
    1,
    /\b(?:going to|gonna|want to|wanna|about to|ready to|could|will|ill|should|might|thinking (?:of|about)|think about|thought about|if i|just|urge to|imagine|fantasize about)(?: \w+)? (?:jump|jumping|crash|crashing|swerve|swerving|drive off|driving (?:off|into)|step(?:ping)? (?:off|in front)|throw(?:ing)? myself|walk(?:ing)? into (?:traffic|the sea|the ocean|the water))\b(?! (?:in the (?:pool|shower|lake|bed)|into (?:bed|the pool|the lake|a call|this|it)|on (?:a call|the trampoline)|at (?:the|your|my) (?:place|house|couch)|for joy|rope|ship|in (?:and|with)|to conclusions|here|on the couch))/,
    /^(?!.*\b(?:pool|trampoline|parachute|bungee|skydiv\w*|couch|party crash|wedding)\b)/,
  ),
  sign(
    1,
    /\b(?:standing|stand|sitting|sit|stood|sat|here|am|im|close|closer|walk|walking|go|went|drove|drive|up)\b.{0,20}\b(?:edge|ledge|railing|on (?:the|a) (?:bridge|roof|rooftop|tracks|cliff)|to the (?:bridge|cliff|roof|tracks))\b/,
    /\b(?:looking down|too close|again|tonight|right now|rn|easy|platform|over|water|jump|alone|3 ?am|night)\b/,
    self,
  ),
  sign(
    0.95,
    /\b(?:just |only )?one (?:step|jump|cut|pull|push|moment)\b(?=\W*$|.{0,30}\b(?:over|easy|done|peace|free|end)\b)|\bit would be so easy\b/,
  ),
];
