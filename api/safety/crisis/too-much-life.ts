import { everyone, means, self, sign, type CrisisSign } from "./sign.ts";

/** Life as more than can be borne, and as over soon. */
export const tooMuchLife: readonly CrisisSign[] = [
  // life as too much
  sign(
    0.85,
    self,
    /\b(?:not|dont|cant|cannot|no longer|never|no|nothing|without|isnt|aint|any)\b.{0,24}\b(?:worth|reason|reasons|point|purpose|strength|energy|will|sense|meaning|willpower|desire|wish|left|live for)\b.{0,16}\b(?:live|living|alive|life|exist|stay|go on|keep going|continue|it all|for)\b/,
  ),
  sign(
    1,
    /\blife (?:isnt|is not|aint|not|has no|is no longer|doesnt feel) (?:worth|meaning|point|purpose)|\bnot worth living\b|\bnothing (?:left )?to live for\b|\bno (?:reason|point|reasons) (?:left )?(?:to|in|of|for) (?:live|living|stay|staying|being alive|going on|go on|existing)\b|\b(?:out of|no more|lost (?:all )?my) reasons\b|\breason to (?:stay|live|keep going)\b.{0,12}\?$/,
  ),
  sign(
    1,
    /\b(?:tired|sick|done|exhausted|weary|hate|hating|fed up|over|cant stand|finished|exhausting|hurts|painful|hell|torture|unbearable)\b.{0,14}\b(?:of |with |is |from )?(?:living|being alive|staying alive|existing|existence|being here|being me|this life|fighting to (?:stay|live)|life itself)\b(?! with| in| here| near| alone)|\b(?:living|being alive|staying alive|existing|existence) (?:is|hurts|feels|has become)\b.{0,20}\b(?:exhaust\w*|hurts?|pain\w*|hell|torture|unbearable|too (?:much|hard|heavy)|pointless|meaningless)\b|\bbeing alive hurts\b|\bexisting hurts\b/,
  ),
  sign(
    1,
    /\b(?:cant|cannot|can not|unable to) (?:keep |go on |continue |carry on )?(?:living|live|existing|exist)\b(?=.{0,30}(?:like this|anymore|any more|any longer|another day|one more day|with this|with myself|\W*$))(?! without (?:coffee|chocolate|music|my phone|pizza|cheese))/,
  ),
  sign(
    0.8,
    /\b(?:cant|cannot|dont want to|dont know how to|no longer) (?:go|carry|keep) (?:on|going)\b/,
  ),
  sign(
    0.85,
    /\b(?:cant|cannot|dont) (?:see|imagine|picture|have|believe in) (?:a |any |the |my |much of a )?(?:future|tomorrow|way out|way forward|light|way through)\b|\bno (?:way out|future|tomorrow)\b|\b(?:only|one) way out\b|\bonly (?:way|thing|option|solution) (?:left|out|to make it stop)\b|\bonly one (?:thing|option|way) left\b/,
  ),
  sign(
    0.85,
    /\b(?:dont|cant|never|not|wont|doubt ill) (?:see myself|going to|gonna|plan to|think ill|think i will|expect to|imagine|be|make it|survive|live|reach|last|see)\b.{0,18}\b(?:make it|making it|live|living|reach\w*|turn\w*|survive|alive|around|here|last)\b.{0,16}\b(?:to|past|until|till|through|tomorrow|the (?:night|week|year|morning|weekend)|tonight|summer|christmas|anymore|much longer|\d+)\b/,
  ),
  sign(
    0.9,
    /\b(?:wont|will not|not gonna|not going to|dont plan to|dont intend to) (?:be (?:here|around|alive)|survive|make it|live|last|see)\b.{0,20}\b(?:tomorrow|anymore|any more|longer|morning|summer|winter|christmas|week|month|year|birthday|night|end|tonight|the day)\b|\b(?:wont|not going to|not gonna) be here(?=\W*$|[.,;!])/,
  ),
  sign(
    0.9,
    /\bnothing (?:left )?(?:for me )?(?:here|to (?:stay|hold|live)|keeps me|holding me|is left)\b|\bno reason to stay\b|\bi (?:lost|have lost) everything\b.{0,40}\b(?:reason|point|left|stay)\b/,
  ),
  sign(
    0.9,
    /\b(?:want|wish|need|make|let) (?:it|this|everything|all of this|the pain|all this|my head|it all)(?: all)?(?: to)?(?: just)? (?:stop|be over|end|go away|be done|finish)\b(?=.{0,30}\b(?:forever|for good|permanently|over|all)\b|\W*$)/,
  ),
  sign(
    1,
    /\b(?:want|wanna|need|wish) (?:to (?:get )?)?out\b.{0,40}\b(?:life|everything|existence|this world|here forever)\b|\bwant out of (?:life|everything)\b|\bleave (?:this|the) (?:world|earth|life|planet)\b|\b(?:disappear|vanish|gone) from (?:this|the) (?:world|earth|face)\b/,
  ),
  sign(
    1,
    /\b(?:decided|going|want|ready|time|choosing|chosen|chose|wanna|gonna)(?: \w+){0,2} (?:leave|go|disappear|vanish)\b.{0,16}\b(?:permanently|for good|forever|this world|for ever|and never|sorry)\b(?! to | back)/,
  ),
  sign(
    0.9,
    /\bi (?:dont|do not) belong (?:in this world|on this earth|here on earth|among the living|in this life)\b/,
  ),
  // holding on by a thread
  sign(
    0.95,
    /\bonly (?:thing|reason|person|one)\b.{0,20}\b(?:keeping|keeps|stopping|stops|stopped|holding|holds|left|stay|havent|here)\b.{0,24}(?:\b(?:me|alive|here|dog|cat|mom|mum|kids|sister|brother|son|daughter|it)\b|$)/,
    /^(?!.*\b(?:awake|sane at work|motivated|warm|from (?:quitting|buying|eating|going out)|buy|win)\b)/,
  ),
  sign(
    1,
    /\b(?:promised|supposed|told|safety plan)\b.{0,40}\b(?:call|before (?:i )?(?:do|doing|hurt\w*|anything))\b/,
    /\b(?:therapist|doctor|psychiatrist|counsell?or|hotline|helpline|before doing anything)\b/,
    /\b(?:dont want|wont|not going|cant|before)\b/,
  ),
  sign(
    0.95,
    /\b(?:dont|do not|cant) trust myself\b(?=\W*$|.{0,30}\b(?:tonight|alone|right now|with|anymore|knife|pills)\b)|\bnot safe (?:with|from) myself\b|\bi (?:might|could|will|may|would|am going to|think ill) do something (?:stupid|bad|terrible|drastic|to myself|permanent)\b|\bvoices (?:tell|told|say|telling|want|keep)\b.{0,12}\bme\b/,
  ),
  sign(
    0.9,
    /\b(?:not|no longer|isnt|never|arent|dont feel) (?:scared|afraid|frightened) of (?:dying|death|it anymore)|\bnot (?:scared|afraid) to die\b/,
  ),
  sign(
    0.9,
    /\btired of being(?=\W*$|[.,;!])|\b(?:lost|no|without) (?:the |my |all |any )?will to (?:live|go on|keep|continue|exist)\b|\blife (?:is |s )?(?:not for me|pointless|meaningless|not my thing)\b|\b(?:wasnt|not) made for (?:this )?(?:life|world)\b|\bdont fit in(?:to)? this world\b|\bmy existence (?:is|was)\b|\bnever asked to be born\b/,
  ),
  sign(
    0.9,
    /\bhow (?:id|i would|i will|ill|im going to|i could|to) do it\b(?=.{0,30}(?:$|without|quick|pain|alone))(?<=\b(?:think\w*|plan\w*|know|decided|imagin\w*|figured out) (?:about )?how .{0,30})/,
  ),
  sign(
    0.85,
    /\b(?:cant|cannot|dont want to|not able to) face (?:another day|tomorrow|one more day|the day|life)\b|\bdont want (?:there to be (?:a )?)?tomorrow\b|\banother day of (?:this|being alive|living)\b/,
  ),
  sign(
    0.8,
    /\b(?:just |only |really |so badly )?(?:want|wanna|wish i could|wish to|need) (?:to )?(?:just )?(?:disappear|vanish|stop existing|fade away|not be)(?=\W*$|[.,;!]| and (?:not|never)| forever| completely)/,
  ),
  sign(
    0.9,
    /\bdeath (?:would be|sounds|seems|feels|is) (?:\w+ )?(?:relief|peaceful|nice|better|kind|good|comforting|the answer|the only|easier|sweet|like)\b|\bat peace with (?:dying|death|leaving)\b|\benvy the dead\b|\bjealous of (?:the dead|dead people|people who (?:die|died))\b/,
  ),
  sign(
    0.75,
    self,
    means,
    /\b(?:think|thinking|keep|wonder|wondering|imagine|imagining|every time|drive past|dream|want|plan|have a|bought|got)\b/,
    /\b(?:now|how it|what it|drop|fall|over|end|just|do it|plan|tonight|stop|peace|garage|easy|feel)\b/,
    /^(?!.*\b(?:photo|view|picnic|home soon|tickets?|late|delayed|commute|climbing|camping|lovely|journey|seat|headache|allergy|vet)\b)/,
  ),
  sign(
    0.9,
    /\b(?:wont|will not|wouldnt|never|not|no longer|nobody will|no one will|nobody has to|finally) (?:have to |need to )?(?:worry about|deal with|put up with|look after|take care of|be bothered by|carry) me\b|\bwont be (?:a|your|their|anyones) (?:problem|bother|burden|worry)\b/,
  ),
  sign(
    0.95,
    /\b(?:said|saying|say|made) (?:all )?my goodbyes\b|\bsa(?:id|ying) goodbye to everyone\b|\bdont (?:try to |even try to )?(?:stop|save|rescue) me\b|\b(?:cant|no|nobody can|too late to) (?:be saved|saving me|save me)\b|\btoo late for me\b|\bdont call (?:anyone|the police|911|an ambulance|112)\b/,
  ),
  sign(
    0.95,
    /\b(?:selfish|a sin|wrong|cowardly|brave|weak|stupid) to (?:kill|end|want to die|die|take (?:my|your)|commit)\b|\bgo to hell (?:if|for)\b.{0,20}\b(?:kill|suicide|end)\b|\b(?:kill|killing) yourself\b(?=.{0,20}\?)|\btie a (?:noose|knot)\b(?! (?:in my tie|balloon))|\bhow (?:do i|to) tie a noose\b/,
  ),
  sign(
    0.95,
    /\b(?:god|lord|please|somebody|someone|just)\b.{0,10}\b(?:take me (?:tonight|already|now|home|away from this)|let me (?:die|go to sleep forever))\b|\bhope (?:its|it is|this is|tonight is|it be) (?:my|the) last\b|\bwhat (?:does|is) (?:it )?(?:dying|death|like to die|feel like to die)\b|\bwoke up in (?:the )?hospital\b.{0,40}\b(?:again|fail\w*|wish|should|disappointed|didnt work)\b|\bfailed (?:at|to) (?:killing|dying|die|kill)\b/,
  ),
  sign(
    0.9,
    /\b(?:my|the) (?:note|letter|will) (?:is|s) (?:written|ready|on the|done|finished|signed)\b|\bdid it again\b.{0,40}\b(?:blood|bleed\w*|scissors|blade|razor|arms?|wrists?|cut\w*|burn\w*|knife)\b|\b(?:blood|bleed\w*|scissors|blade|razor|arms?|wrists?|cut\w*|knife)\b.{0,40}\bdid it again\b|\buntil (?:they|it|i|my \w+) bleeds?\b/,
  ),
  sign(
    1,
    everyone,
    /\b(?:happier|better|relieved|easier|lighter|better off)\b/,
    /\b(?:without me|me (?:dead|gone)|i just (?:wasnt|werent|died|left)|if i (?:just )?\w+|a widow|a widower|than me|who isnt me|that isnt me)\b/,
  ),
  sign(
    1,
    /\b(?:thinking|thought|thoughts|think|think about|dream|talk) (?:of|about) suicide\b|\bsuicide (?:again|today|tonight|is|seems|feels|sounds)\b/,
  ),
  sign(
    0.9,
    /\bblade is\b|\brazor is\b|\bthe urges? (?:are|is) (?:back|so|too|strong|getting|here)\b|\burge to (?:cut|hurt|harm|bleed|burn|die|jump)\b/,
  ),
  sign(
    0.75,
    /\b(?:tell|told) (?:them|everyone|my \w+)\b.{0,12}\b(?:not|wasnt|isnt|nobodys) (?:their|her|his|your|anyones)? ?fault\b|\b(?:not|nobodys|no ones) (?:their|your|anyones)? ?fault\b.{0,20}\b(?:goodbye|i love|sorry|gone)\b/,
  ),
];
