/*
 * What gives the words of a crisis sign another meaning: other subjects, hyperbole, everyday
 * reasons, the past, other people. Patterns over folded text.
 */

/** The sentence is about words, fiction, games or machines. */
export const otherSubjects: readonly RegExp[] = [
  /\b(?:translate|translation|synonym|idiom|word for|how do you spell|pronounce|grammar|how do you say|in (?:german|french|spanish|english|italian|polish)\?)/,
  /\b(?:novel|fanfic\w*|screenplay|short story|my story|plot twist|protagonist|my character|the character|the hero|the villain|d&d|dnd|role ?play|essay|thesis|paper on|documentary|podcast|episode|tv series|this series|film|movie|lyrics?|this song|a song|album|shakespeare|hamlet|true crime|chapter)\b/,
  /\b(?:in (?:this|the) game|video ?game|gaming|level \d+|boss fight|respawn\w*|grenades?|minecraft|fortnite|valorant|elden ring|dark souls|teammates?|headshot|speedrun|checkpoint|npc|pvp|sims)\b/,
  /\b(?:in linux|a process|the server|script|my code|terminal|python|subscriptions?|weeds|ants|lawn|battery|wifi|suicide (?:king|squad|door|doors|prevention|rates?|bomber)|deck of cards|houseplants?|bungee|shoulder pain|dead hang)\b/,
];

/** Takes away the words it stands on; what is left may still be a sign. */
export const hyperbole: readonly RegExp[] = [
  /\b(?:die|dying|died|dead|death) (?:of|from|with|by) (?:embarrass\w*|laugh\w*|shame|boredom|hunger|thirst|cringe|cuteness|curiosity|happiness|heat|joy|jealousy|excitement|the heat|stress|anticipation|secondhand|second hand)\b/g,
  /\b(?:die|dying|dead|died) (?:laughing|inside|tired|serious|sure|line|weight|battery|hang|heat)\b|\bdeadlines?\b|\bdead (?:end|line|beat|lift|pool|sea|set|on arrival)\b/g,
  /\b(?:is|are|was|were|s|been|nearly|almost|literally|really|absolutely|totally) (?:killing|murdering|killed) me\b|\bnearly died\b|\balmost died\b|\bi died when\b|\band i died\b/g,
  /\b(?:rather|sooner) (?:die|eat glass|be dead) than\b|\bdying (?:to|for) (?:see|know|try|meet|hear|go|get|tell|a|some|it to)\b|\bto die for\b|\bdie ?hard\b|\bkill for (?:a|some)\b|\bthe death of me\b|\b(?:scared|bored|tickled|worried|freezing|frozen) to (?:death|tears)\b|\bcould (?:kill|murder|strangle) (?:him|her|them|a|my \w+)\b|\bkill(?:ed|ing) it\b|\bdrop dead gorgeous\b|\bover my dead body\b|\bwants? to kill me\b|\bgonna kill me\b|\bwill kill me\b/g,
  /\b(?:kill|killing|shoot|shot|hate|beat|kick\w*) myself (?:laughing|in the foot|up|for (?:forgetting|missing|not|saying|buying|eating)|at the gym|with (?:work|laughter|my own)|over (?:a|this|the) \w+|in the (?:gym|foot)|working|trying|studying|if i (?:miss|forget|have to|fail (?:this|the)))\b/g,
  /\b(?:want to|wanna|wanted to|could|going to|gonna|just|literally|almost|nearly|thought i was gonna|thought id) (?:just )?(?:die|died|disappear|vanish)\b(?=.{0,70}\b(?:embarrass\w*|cring\w*|awkward|laugh\w*|so funny|cute|adorable|voice cracked|tripped|in front of|crush|under the table|at first|haha|for a (?:week|while|day|weekend)|to (?:a|the) (?:beach|island|mountains?|cabin)|into (?:the|my)|for (?:the|a) weekend))/g,
  /\b(?:embarrass\w*|cring\w*|awkward|humiliat\w*|voice cracked|tripped|crush|zipline|roller ?coaster|so funny|hot wings|spicy|waved at|proposed|smiled|too cute)\b.{0,70}\b(?:die|died|dying|dead|disappear|killed)\b/g,
  /\b(?:phone|battery|laptop|car|plants?|wifi|internet|engine|tv|controller|goldfish|tamagotchi|succulent|cactus|charger) (?:just |is |has |have |was |s )?(?:died|dying|dead|die)\b/g,
  /\bhang(?:ing)? (?:out|around|on|in there|up|pictures|at home|with|laundry)\b|\boverdos(?:e|ed|ing) on (?:\w+ )?(?:videos|chocolate|coffee|sugar|netflix|tiktok|memes|caffeine|carbs|cheese|cake|candy|cuteness|news|tea|reality tv)\b/g,
  /\b(?:im|i am|so|feel) dead\b(?= lol| haha|\W*[😂💀🤣])|💀/gu,
  /\bdead (?:inside )?on mondays\b|\b(?<!\b(?:not|no longer|never|isnt|im not even) )(?:scared|afraid|fear|terrified) of (?:dying|death)\b|\bfear death\b|\bdream(?:t|ed)? (?:that )?i (?:died|was dead|was dying)\b|\bsleep (?:for|like)\b|\btired of living (?:with|in|out)\b|\blife is too short\b|\bsick of (?:this|the) (?:weather|rain|game)\b|\bgoodbye (?:to|summer|winter|cruel world of)\b/g,
];

/** An everyday reason in the same sentence, against what might be meant otherwise. */
export const everyday =
  /\b(?:vacation|holidays?|trip|flight|moving to|moved to|job|boss|shift|office|homework|exam|essay|diet|carbs|gym|workout|meeting|class|school|party|reunion|concert|traffic|weather|rain|noise|league|contract|laundry|recipe|cake|pizza|salad|sale|netflix|season|early|at \d+ ?am|alarm|mondays?|my team|in this city|with my parents|with mark|with (?:him|her)|quitting|proud of me|therapy saved|glowing|hugged me|chocolate|coffee|vitamin|allergy|football|cooking|kitchen|shaving|haircut|beach|date night|robot|lasagna|pancakes|online for|go offline|went offline|cleaning|wear|the race|poker)\b/;

/** Long ago and over. */
export const past =
  /\b(?:used to|years? ago|months ago|back then|as a teen\w*|in (?:my (?:teens|twenties)|high ?school|20\d\d|college)|when i was (?:a (?:teen\w*|kid)|young\w*|\d+|in)|long ago|in the past|before (?:therapy|meds|i got (?:help|better))|no longer (?:suicidal|want to die|think about)|(?:im|i am) not suicidal|not suicidal (?:anymore|any more)|survived|(?:days|weeks|months|years?) clean|clean (?:for|since)|i was suicidal|havent (?:cut|hurt|self)|glad (?:to be|im|i am) (?:still )?(?:alive|here)|got better|saved me)\b/;

/** What takes the past back: it is now. */
export const stillNow =
  /\b(?:again|still|tonight|today i (?:want|cut|cant)|now i (?:want|feel|cant)|and now|right now|rn|relapsed|coming back|are back|came back|lately|but i want|want to cut|every (?:day|night))\b/;

const kin =
  "(?:friend|friends|best friend|bestie|sister|brother|mom|mum|mother|dad|father|son|daughter|cousin|boyfriend|girlfriend|bf|gf|wife|husband|uncle|aunt|colleague|coworker|classmate|roommate|neighbou?r|student|partner|ex|patient|client|nephew|niece|grandma|grandpa|grandfather|grandmother|teacher|kid|child|girl|boy|guy|man|woman|someone|somebody|person)";

/** Speech about somebody else at risk, or dead. */
export const ofOthers = new RegExp(
  `(?:\\b(?:my|a|an|his|her|our|the|this|some|another|one) (?:\\w+ )?${kin}\\b|\\b(?:someone|somebody)\\b|^(?:he|she|they)\\b)[^.!?]*?\\b(?:he|she|they|who|says?|said|told|texted|wants?|is|was|has|tried|killed|died|threatened|posted|keeps|took|cut|cuts|hurts?|committed|lost|talks?|seems|might|feels?|thinks?|passed|jumps?|jumped)\\b`,
);
/** What is of the writer even where somebody else is spoken of. */
export const ofOneself =
  /\b(?:i (?:want|wanna|cant|cannot|dont|wish|just|will|am|need|should|feel|keep|might|could|hope|think|tried|took|cut|have)|im|ill|ive|id|myself|my life|me (?:in|here|gone|dead|anymore|than)|than me|without me|i)\b/;
