/**
 * What fills a year between the things worth keeping: it mentions the same people and uses the
 * words of the questions, and teaches nothing. `{P}` is a person, by name or by relation.
 */
export const chatter: Readonly<Record<"gripe" | "joy" | "musing" | "asking" | "people", string>> = {
  gripe: `
[ugh|honestly|god], {task} took [the whole morning|three hours|forever] and it still isn't [done|right]
I'm so [tired|done|fed up] with {task}
the {machine} is broken [again|once more], of course on a {weekday}
couldn't sleep, [kept thinking|my head wouldn't stop|lay there listening to the {machine}]
the weather is {weather} and so am I
my {bodypart} hurts and I don't even know what I did
[late|early] shift feelings, my eyes are burning
why does everything cost so much, I only bought {groceries} and {groceries}
nobody answered my email, [four days|a week] now
had to [wait|stand in line] for an hour at {office}, then they closed the counter
I spilled {drinks} all over {surface}
work was [a lot|too much|chaos] today, everybody wanted something from me
I said yes to {task} again, when will I learn
the neighbours were loud last night, I lay awake and counted cars
I feel [flat|grey|empty|off] today, no reason, just like that
there were no {groceries} left at the shop, none, like in a bad film
my boss [sighed|hovered|changed everything] all day
I've been late for everything this week, and it's only {weekday}
the train stood still for an hour and a child asked me whether we live here now
I ate too much {dish} and now I'm lying on the floor
forgot my umbrella, forgot my lunch, forgot what I wanted to say
my phone died in the middle of the call, naturally
I hate how quickly the {season2} goes
my head is [full of wool|buzzing|a drawer nobody sorted]
the flat is a mess, I live like a raccoon
today was one of those days where every door says pull and I push
I [almost|nearly] cried at work because of a [font|stapler|calendar invite]
I have been putting off {task} since [march|forever|the beginning of time]
somebody at work eats my yoghurt, I know it, I just can't prove it
where did this week go, I've done nothing I wanted to do`,
  joy: `
[guess what|ha|yes], I finally managed {task}
the sun is out and I had {dish} on a bench, life is good
somebody let me go first in the queue and I thought about it all day
{drinks} in the sun, shoes off, nothing else to report
I laughed so hard at {show} that I had to pause it
slept [nine|ten] hours, I'm a new person
I found [ten euros|a sock I'd given up on|an old photo] in my coat
tonight I'm making {dish}, the good version
the {season2} light in the kitchen was so pretty today, I just stood there
my {machine} works again, I hit it and said please
a stranger complimented my {clothing}, I'll live off that for a month
today was nice, small but nice
cooked {dish} and it tasted like it's supposed to taste
I had the whole flat to myself and danced
everything I did at work today worked the first time, suspicious
I watched a [snail|bus driver|pigeon] for ten minutes and felt rich
the shop had {groceries} again!! I bought far too many
free evening, {drinks}, {show}, blanket, that's the news
finally {weekday}!!! nothing planned, nothing at all
I like this time of day, when nobody wants anything
I walked home instead of taking anything, it was {weather} and lovely
had a good day, a really good one, can't even say why`,
  musing: `
do you [ever|sometimes] think about how [strange|odd] it is to have a favourite [chair|mug|number]
I was thinking about my childhood today, smells mostly
what if I just moved somewhere else, no idea where, just somewhere
I wonder who I'd be if I'd had another job, another name, another nose
sometimes I think everyone got a manual and I got {groceries}
people ask what I do and I never know what they mean
is it weird that I like {chorething} more than going out
somebody at the shop asked me where I'm from and I told them a whole lie, for fun
I read an article about {place}, people there [retire early|swim all year|never lock their doors]
saw a documentary about {place}, now I want to go, tomorrow I won't
I think I'm the kind of person who plans a trip and then likes the planning best
what would you do with a million, I'd buy {groceries} without looking at the price
I dreamt something odd and it's gone, only a {weekday} feeling is left
I should learn a language, or an instrument, or how to sit still
I don't know what I want for my next birthday, maybe quiet
do you think people change? I think they only get more so
I've decided that {season2} is a state of mind
some days I feel like the oldest person in the room, and some like a child in a suit
I keep thinking about what you said
what makes a home a home, is it the smell, the noise, the spare key feeling
there must be a word for missing a place you've never lived in
my favourite kind of day is the kind that asks nothing of me
I looked at old photos, who was I, and what was that hair
there was a song in the shop and for a moment I was [sixteen|twelve|nineteen]
if I had a pet it would judge me, I think
it's funny what one is afraid of at night and laughs about at breakfast
I would like to be somebody with a hobby, a real one, with equipment
sometimes I think about all the people on the same bus every morning who'll never know my name
why is it that I remember every embarrassing thing and no phone number
I think friendship is mostly remembering what the other one doesn't eat`,
  asking: `
what should I cook with {groceries} and {groceries}
how do I get {drinks} out of {surface}
what do you think, is {dish} a breakfast
tell me something [nice|odd|about whales|about clocks]
is it rude to leave a party before the cake
how long does {dish} keep in the fridge
do you like {season2}
can you explain [compound interest|why bread rises|the offside rule|what inflation is] like I'm five
what's a good name for a [band|boat|goldfish|Wi-Fi]
should I [go out|stay in|call in sick|go for a walk|answer her|write to him] or not
which one, the green {clothing} or the grey one
how was your day, if you have days
can we play a game, you think of an animal and I guess
what would you wear to {office}
is {city} nice in {season2}? asking for no reason
how do people find the time to work, cook, call their mother and learn things
how do you spell [rhythm|bureaucracy|conscience|zucchini], I give up
what time is it in {city} when it's noon here
do you get bored of me
what is the best thing one can do on a {weekday} evening
what did people do before they had {machine}s
what is your favourite word
where do all the teaspoons go
should I buy the [cheap|expensive] {clothing}, I know you'll say sleep on it`,
  people: `
{P} [called|rang|texted] [today|just now|last night], we talked for [an hour|ages], about nothing, it was lovely
{P} is in a [mood|weird mood|great mood] [today|these days]
[saw|met|ran into] {P} at {office}, we had {drinks} and gossiped
I miss {P}, [haven't seen {him} in weeks|we should talk more]
{P} says I work too much, and {he} is right
{P} picked the place to eat, so it was {dish} again
{P} sent me a photo of {dish}, no comment, just that
had {dish} with {P}, {he} did all the talking
do you think {P} likes me? like really likes me
what do I write to {P} for {his} birthday, you know I'm bad at cards
{P} asked what I want to do with my life, over {drinks}, on a {weekday}
{P} asked me where I'd live if I could live anywhere, I said here, probably
dreamt of {P} last night, {he} was looking for a bus stop
{P} never tells me what's going on at work, I only hear that it's a lot
{P} knows me better than my own [diary|mirror|phone]
{P} laughed about my {clothing}, I laughed too, later
I think {P} is sad and won't say what's wrong
{P} is coming over on {weekday}, what should I cook
I want to buy {P} something, no idea what {he} needs, {he} has everything
{P} is always late, always, it's like a religion
{P} and I watched {show}, {he} fell asleep first
told {P} about you, {he} asked whether you have a name and what you do all day
{P} wants to learn something new this year, no idea what yet, {he} asks everybody
{P} said something kind today and I didn't know where to look
{P} was supposed to help me with {task}, guess who did it alone
I should ask {P} how {he} is, I always forget to ask
{P} lost {his} phone and called me from a strange number, I thought who died
{P} told a story about [a school trip|a landlord|an old job|a lift] and I was crying with laughter
{P} thinks I should play something, drums, chess, the lottery
{P} hates it when I whistle, so I whistle
{P} asked if I was afraid of getting old. I said only of the stairs
I've got something of {P}'s and {he} has something of mine, that's friendship I guess
went for a walk with {P}, hardly spoke, was perfect
{P} borrowed my pen and gave it back, I'm reporting this as a miracle
it was {P}'s turn to choose and {he} chose {dish}, again
{P} found an old picture of us, we look like the children of a [dentist|sailor|spy]
what was it again that {P} told me to read, I can't remember
{P} is the only one who can eat {dish} faster than me
{P} bought new shoes and is telling everyone what they cost`,
};

/** Short answers of the user that lead nowhere. */
export const nods = `
[yeah|yes|yep|mhm], [true|exactly|that|I guess so]
[haha|lol|ha], [ok|fair|stop it|you're right]
[maybe|hm|not sure], I'll think about it
I don't know, [maybe|honestly|really]
thanks, [I needed that|you're sweet|that helps a bit]
[anyway|well|so], enough of that
no no, it's fine, [really|promise|I'm just tired]
ok [I'll try|deal|noted|good idea]
and then I just sat there, you know
[right|indeed], that's what I told myself
[mmh|hm], that's not quite it but close
you always say that
what else, what else
I'll let you know how it goes
let's talk about something else
it is what it is
[so good|so true|so much]
that made me smile
I should probably [eat|sleep|drink some water|get up]
why is it always like that`;

/** How sessions begin and end. */
export const hellos = `
[hey|hi|hello|heyy] [you|there|again|]
good [morning|evening], [coffee first|here I am|how are you|long day]
I'm back
[hey|so], got a minute
you there?
what a day
[hi|hey], me again, [obviously|bored|awake|on the train|in bed]`;
export const byes = `
[ok|right], I have to go, talk later
good night [you|and thanks|, sleep well or whatever you do|]
going to bed now, [tomorrow then|bye|night]
[bye|see you|later] [for now|then|]
battery at two percent, bye
the door, brb`;
