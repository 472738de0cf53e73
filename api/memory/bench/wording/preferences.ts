/** What a user likes, prefers and cannot bear, one block a topic; the marks are those of `read-blocks.ts`. */
export const preferences = `
* morning drink = black tea with milk / filter coffee / hot water with ginger / a flat white / cold cocoa
+ what I like to drink in the morning is {v}, always
+ day doesn't begin before I've had {v}, nothing else counts
+ they were out of {v} and I had to pretend to be a person anyway
? what do I like to drink in the morning
~ which cup gets me going at dawn

* breakfast = porridge with pear / cold pizza / rye bread and honey / miso soup / nothing at all
+ my favourite breakfast is {v}
+ if it were up to me breakfast would always be {v}
+ {v} at seven, standing at the counter, best moment of the day
? what is my favourite breakfast
~ what should you serve me first thing after I get up

* music for work = film scores / whale song / bossa nova / heavy metal / complete silence
+ when I work I listen to {v}
+ I get most done with {v} in my ears
+ can't concentrate unless there's {v}, ask my old flatmates
? what do I listen to when I work
~ which sounds help me focus

* film taste = slow westerns / heist films / courtroom dramas / silent comedies / sad french things
+ the films I like are {v}
+ give me {v} any evening of the week and I'm happy
+ watched another one, I have a thing for {v}
? which films do I like
~ what should we put on for a cosy evening in front of the screen

* film dislike = horror / musicals / war films / superheroes / anything with a talking dog
+ I dislike {v}, of all films those the most
+ please never suggest {v} to me again, I last ten minutes
+ everybody loved it and I sat there, {v} just isn't for me
? which films do I dislike
~ what would make me walk out of a cinema

* books = polar expeditions / family sagas / short stories / books about trees / detective stories with nuns
+ I mostly like to read {v}
+ bought three more, all of them {v}, no self control
+ I read anything as long as it's {v}
? what do I like to read
~ what should I get from the library for myself

* landscape = the sea / mountains / flat land with big sky / forests / cities at night
+ {v}, that's the landscape I like best
+ some people need people, I need {v}
+ put me in front of {v} and I breathe out
? which landscape do I like best
~ where does my soul come to rest
~ what kind of scenery calms me

* season = november / the first week of may / deep winter / late september / august heat
+ my favourite time of year is {v}
+ I know I'm odd, but {v} is when I feel most alive
+ {v} can't come soon enough, my favourite time of year
? what is my favourite time of year
~ when in the calendar do I flourish

* colour = mustard yellow / petrol / brick red / mint / charcoal
+ my favourite colour must be {v}
+ painted the shelf {v}, like everything I own, I just love that colour
+ the lady in the shop said {v} again? yes, {v} again, it's my favourite
? what is my favourite colour
~ in which shade should you get me a scarf

* pizza = anchovies and capers / pineapple, sue me / potatoes and rosemary / four cheeses / plain tomato
+ the pizza I like is {v}
+ ordered the usual, {v}, [the man didn't even ask|they know my voice]
+ {v} on pizza is the correct answer and I will die on that hill
? which pizza do I like
~ what do I always order from the italian place

* ice cream = pistachio / lemon / black sesame / rum raisin / plain milk
+ which ice cream, they asked. {v}, I like no other
+ two scoops of {v} before dinner, adulthood has perks
+ the van came, only {v} will do, I walked after it in slippers
? which ice cream do I like
~ what flavour should you bring me on a hot day

* food dislike = olives / okra / jelly / cucumber / boiled eggs
+ I don't like to eat {v}
+ there was {v} in it, hidden, like a betrayal
+ I eat everything, truly, everything except {v}
? which food do I dislike
? what do I not like to eat
~ what should be left out when somebody cooks for me

* noise dislike = chewing / leaf blowers / squeaky shoes / speakerphones on trains / clicking pens
+ the noise I hate is {v}
+ nothing drives me up the wall like {v}
+ {v}. an hour of it. I had murder in my heart
? which noise do I hate
~ what sound makes me want to leave the room

* bad habit = being late / people who read over your shoulder / unanswered messages / bragging / humming
+ what annoys me about people is {v}
+ I can forgive a lot in a person but not {v}
+ my pet peeve, since you ask, {v}
? what is my pet peeve
? what annoys me about other people
~ which behaviour do I find hardest to forgive

* comfort = being left alone with a blanket / a bad joke / somebody just listening / a long walk in silence / practical advice
+ when I'm sad it helps me to have {v}
+ when I'm down what helps me is {v}, nothing more
+ for next time I'm like this: {v}, that's what I need
? what helps me when I am sad
~ how can somebody comfort me on a bad day
~ what do I need from you when I'm low

* gifts = second-hand books / food / tickets to something / handwritten letters / nothing, really nothing
+ the presents I like are {v}
+ best presents are {v}, I don't need objects
+ they asked what I want and I said {v}, like every year
? what presents do I like
~ what should people give me for my birthday

* seat = the window / the aisle / the very back / next to the door / the quiet carriage
+ on a train I like to have {v}, the seat decides the day
+ always {v} when I travel, I booked extra early for it
+ had a whole argument at the counter about {v}, I don't sit anywhere else
? which seat do I like on a train
~ where should you book me on a journey

* rhythm = after midnight / at five in the morning / around noon / just before dinner / in the late afternoon
+ I'm most productive {v}
+ my brain works best {v}, the rest of the day is decoration
+ did more {v} than the whole day otherwise, as usual with me
? when am I most productive
~ at what hour should I do the difficult stuff

* contact = voice notes / proper phone calls / postcards / short texts / knocking on the door
+ I like to be contacted by {v}
+ if people want to reach me, {v} please, everything else stresses me
+ I miss when everyone did {v}, it's still how I like to hear from people
? how do I like to be contacted
~ how do friends best reach me without stressing me

* exercise = swimming lengths / climbing / trampoline / walking very fast / badminton
+ I enjoy one sport, {v}
+ only sport I ever enjoyed is {v}
+ my shoulders ache in the good way, {v}, it's the one thing I stick with
? which sport do I enjoy
~ how do I prefer to keep fit

* game = backgammon / charades / a cooperative one with trains / dominoes / Halma
+ my favourite game is {v}
+ we got {v} out and I was insufferable, I love it
+ nobody will play {v} with me any more because I always want another round
? what is my favourite game
~ what should we bring to the table on a rainy evening with friends

* flower = peonies / thistles / sweet peas / dandelions / dahlias
+ my favourite flowers are {v}
+ bought {v} for nobody but me, they're the only ones I care for
+ if you ever wonder, {v}, not roses, roses are for apologies
? what are my favourite flowers
~ what bouquet would please me

* animal = octopuses / donkeys / crows / moles / manatees
+ my favourite animal: {v}
+ stood an hour in front of the {v}, I could have moved in
+ I trust {v} more than most people, best animals there are
? what is my favourite animal
~ which beast do I admire most

* smell = wet asphalt / new tennis balls / cedar / fresh laundry / petrol stations
+ my favourite smell is {v}
+ {v}, I'd bottle it and wear it
+ stopped in the street because it smelled of {v}, my favourite smell in the world
? what is my favourite smell
~ which scent makes me stop in the street

* holiday style = staying home with the blinds down / hut to hut / one city, no plan / a canal boat / visiting relatives only
+ the holiday I like is {v}
+ for me a holiday means {v}, the rest is logistics
+ people show me beach brochures, but what I want is {v}
? what kind of holiday do I like
~ how should a perfect week off look for me

* party size = four people and a pot / a full house / just the two of us / nobody / strangers only
+ how many people at a party? {v}, I like it that way
+ the ideal party for me is {v}
+ forty guests, help, I work best with {v}
? how many people do I like at a party
~ what sort of gathering do I feel comfortable in

* chocolate = white / 85 percent / with hazelnuts and sea salt / the cheap kind with rice / with chilli
+ the chocolate I like is {v}
+ emergency chocolate opened, {v}, the only one that counts
+ someone left chocolate on my desk and it was {v}, they know me
? which chocolate do I like
~ what sweet thing should lie on my desk for emergencies

* heat = no spice at all / so hot I cry / medium, like a coward / only black pepper / hot at lunch, mild at night
+ I like my food {v}
+ how spicy, the waiter asks. {v}, says I
+ my rule for curry: {v}
? how spicy do I like my food
~ what do I tell the waiter about chilli

* temperature = seventeen degrees with a jumper / windows open in frost / twenty-five and socks off / a hot water bottle in july
+ I like it at home with {v}, that's warm enough
+ we argue about the thermostat, I want {v}
+ home means {v} for me
? how warm do I like it at home
~ how should the thermostat be set for me

* address = Captain / silly goose / Comrade / Boss / old friend
+ could you call me {v}? it makes me smile
+ if you address me as anything, make it {v}
? how do I want you to address me
~ what form of speaking to me makes me smile

* humour = puns / very dry / slapstick / jokes without a point / none before ten
+ the humour I like is {v}
+ my kind of humour is {v}
+ laughed till I choked, {v}, that's exactly what gets me
? what kind of humour do I like
~ what makes me laugh till I choke

* museum = clocks / ships in bottles / medieval doors / folk costumes / failed inventions
+ I like museums with {v}
+ I'd skip the Mona Lisa for a room of {v} any day
+ spent three hours with {v}, my favourite kind of museum
? which museums do I like
~ what exhibits could hold me for hours

* coffee shop = the one with no wifi / the kiosk by the bridge / Café Lethe / the bakery with the rude owner / the hospital cafeteria
+ my favourite café is {v}
+ meet me at {v}, I go nowhere else
+ {v} is closed for repairs and I've lost my living room
? what is my favourite café
~ where would you find me over a hot drink

* tea = lapsang / rooibos / peppermint from the balcony / earl grey / jasmine
+ the tea I like is {v}
+ guests get whatever, I get {v}
+ four litres of {v} today, I'm basically a teapot
? which tea do I like
~ what should be in the pot when I visit

* clothes = dungarees / anything with pockets / wool, even in summer / my dad's old shirts / black, all black
+ I like to wear {v}
+ opened the wardrobe and it's only {v}, I know what I like
+ wore {v} to a wedding, no regrets, I feel like myself in it
? what do I like to wear
~ in which outfit do I feel like myself

* chore = ironing / washing windows / sorting screws / defrosting the freezer / descaling things
+ I'm the one person who enjoys a chore: {v}
+ don't tell anyone but I enjoy {v}, it's meditation
+ when the world is too much I turn to {v}, I truly like it
? which chore do I enjoy
~ what housework calms me down

* chore dislike = the bins / folding fitted sheets / the hair in the drain / vacuuming stairs / washing lettuce
+ the chore I hate is {v}
+ I will do anything in this house but {v}
+ paid someone so that I don't have to do {v}, money well spent
? which chore do I hate
~ which task at home would I pay to avoid
`;
