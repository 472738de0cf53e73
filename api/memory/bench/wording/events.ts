/**
 * What happened to the user on a day of the year, one block an event, its category before the colon.
 * `{v}` is one of the values, each used once. The marks are those of `read-blocks.ts`.
 */
export const events = `
* trip: journey = Lisbon / the Harz / Naxos / Edinburgh / Ljubljana / the Camargue / Gdańsk / Bologna / Rügen / the Dolomites / Marrakesh / Antwerp / Tenerife / the Vosges
+ [arrived|just landed|made it] in {v}!! the bag didn't, but I did
+ first evening in {v}, I'm sitting on a wall eating something fried
+ greetings from {v}, I walked until my shoes gave up
+ we're in {v} for [four|five] days, the room smells of old wood and happiness
+ {v} is wonderful, I want to be buried here, not yet though
! when was I in {v}
! when did I travel to {v}
~ at what time of the year did I see {v}

* trip: camping = the lake at Orrin / a meadow near Pirna / the dunes at Vik / the woods behind Telč
+ slept in a tent by {v}, a fox stole the bread
+ back from camping at {v}, everything I own is damp
! when did I go camping at {v}
~ in which month did a fox steal my bread

* trip: family visit = the old farm / my godmother's island / the relatives in Zagreb / the cousins in Cork
+ family time at {v}, I've been fed into a coma
+ on the train back from {v}, everybody cried on the platform
! when did I visit {v}
~ in which month was I fed into a coma by relatives

* celebration: wedding = Ondine and Piet / Salma and Kofi / Berta and Luz / Juno and Mirek
+ I'm at the wedding of {v} and I've danced with three grandmothers
+ danced all night for {v}, married at last, the cake fell over
! when was the wedding of {v}
~ when did {v} tie the knot

* celebration: jubilee = my tenth year in this town / fifty issues of our newsletter / a hundred days without cigarettes / my godson's first tooth
+ we're toasting {v} tonight, I bought a paper crown
+ opened the good bottle for {v}
! when did I celebrate {v}
~ when did I put on a paper crown

* celebration: housewarming = the mayor turning up / a power cut / karaoke until the police came / a conga line in the stairwell
+ my party today! highlight: {v}
+ threw a party, {v}, the neighbours are still smiling or pretending
! when was my party with {v}
~ in which month did I have the place full of guests

* mishap: flood = the washing machine / a burst pipe / the upstairs bathtub / the aquarium
+ ankle deep in water, {v}, the parquet is done for
+ came home to a lake in the hall because of {v}, called the insurance
! when was the flat flooded
~ when did I have to phone the insurance about the wet parquet

* mishap: theft = my bicycle / my rucksack / the pram from the hallway / my wallet
+ somebody stole {v} [today|this afternoon], the police gave me a number and a shrug
+ {v} is gone, stolen, broad daylight
! when was {v} stolen
~ when did I have to go to the police

* mishap: locked out = in a towel / with soup on the stove / at minus eight / on the balcony
+ locked myself out {v}, two hours, the locksmith knows my name now
+ the door fell shut behind me, {v}, I cost myself 180 euros
! when did I lock myself out
~ when did I make a locksmith rich

* mishap: breakage = the family teapot / my laptop screen / the neighbour's window / the good mirror
+ dropped and broke {v}, I swept it up and cried a bit
+ {v} is in pieces, my elbow, my fault
! when did I break {v}
~ what time of year was it when I swept up the pieces of {v}

* mishap: fine = parking on a tram line / travelling without a ticket / a fire in the courtyard / feeding the gulls
+ got a fine for {v}, 90 euros, I framed it
+ officially a criminal, {v}, paid at the counter
! when was I fined for {v}
~ when did I have to pay for breaking the rules

* achievement: exam = the sailing licence / the food hygiene exam / my driving test / the first aid course
+ PASSED!!! {v}, I screamed in the corridor
+ it's official, I have {v}, stamped and all
! when did I pass {v}
~ when did I scream in the corridor for joy

* achievement: race = a half marathon / the harbour swim / the stair run / a 60k bike ride
+ crossed the line today, {v}, second to last and so proud
+ medal round my neck, {v}, I can't get down the stairs
! when did I do {v}
~ when did I earn my medal

* achievement: finished = the quilt / the boat model / my thesis on paper clips / the tax return of three years
+ finished {v}!! after all that time, done
+ put the last bit on {v}, stepped back, finished, had a beer
! when did I finish {v}
~ when could I at last call {v} done

* achievement: work win = a raise / employee of the month / the contract with the museum / a permanent position
+ they gave me {v} today, I had to sit down on the copier
+ my boss called me in and it was good, {v}, drinks on me
! when did I get {v}
~ when did work reward me with {v}

* medical: operation = my wisdom teeth / my tonsils / a cyst on my hand / my appendix
+ they took out {v} this morning, I'm typing through a fog
+ awake again, {v} gone, the nurse drew a smiley on the bandage
! when did I have {v} taken out
~ when was I under anaesthetic

* medical: accident = a sprained ankle / a concussion from a cupboard / a dog bite / a burnt hand
+ five hours in the emergency room for {v}, all fine, only bored
+ so today I got {v}, limping through life
! when did I have {v}
~ when did I sit in the emergency room

* medical: bug = norovirus / the flu / a kidney infection / covid again
+ I've got {v}, can't get further than the bathroom
+ lying flat with {v}, thirty-nine five, tell my story
! when did I have {v}
~ when was I flat on my back with a fever

* culture: concert = Tin Cathedral / the Copper Moths / a Bach passion / Lina Voss / an accordion orchestra
+ my ears are ringing, saw {v} live and lost my voice
+ {v} tonight, third row, I had goosebumps for two hours
! when did I see {v} live
~ when did I lose my voice at a gig

* culture: exhibition = photographs of ice / Roman shoes / a room full of clocks / portraits of dogs
+ went to an exhibition, {v}, I stayed until they switched off the lights
+ spent the afternoon looking at {v} in the museum, feel cleverer
! when did I see the exhibition of {v}
~ when was I in the museum until the lights went off

* culture: theatre = The Salt Road / A Winter for Two / The Deaf Prompter / Hotel Aurora
+ theatre! {v}, I forgot to breathe in the second half
+ saw {v} on stage today, standing ovation, I stood on my coat
! when did I see {v} in the theatre
~ when was I in the stalls for {v}

* purchase: big buy = a sofa / a piano / a sewing table / a telescope / an espresso machine
+ I bought {v}. it's too big and I'm so happy
+ the delivery men cursed me, but {v} is standing in my room, paid in full
! when did I buy {v}
~ when did the delivery men curse me over {v}

* purchase: flea market = a stuffed heron / a box of glass eyes / a samovar / a wedding dress nobody wanted
+ flea market haul: {v}, haggled down to 15
+ couldn't resist {v} at the flea market
! when did I buy {v} at the flea market
~ when did I haggle for {v}

* goodbye: funeral = Uncle Ferdy / my old piano teacher / Mr Lindqvist from downstairs / great-aunt Odile
+ we buried {v} today, it rained and somebody laughed at the right moment
+ funeral of {v} this morning, I read the poem without stumbling
! when was the funeral of {v}
~ when did I have to say farewell to {v} for good

* goodbye: leaving = my desk mate Ruben / the twins next door / our choir leader / the baker
+ farewell drinks for {v}, we promised to write, we won't
+ waved until the van was round the corner, {v} moved away today
! when did {v} leave
~ since when have I been without {v} around

* course: learning = bread baking / glass blowing / self defence / stand-up comedy / bookbinding
+ did the weekend course in {v}, my hands know something new
+ first lesson in {v} today, I was the oldest by a decade
! when did I take the course in {v}
~ when did I first try my hand at {v}

* encounter: famous = the weather lady from TV / a retired astronaut / the singer of the Velvet Bakers / the mayor in swimming trunks
+ you won't believe who stood next to me in the queue: {v}
+ shared a lift with {v}, I said "nice buttons"
! when did I meet {v}
~ when did I stand next to somebody well known

* encounter: animal = a wild boar / an owl / a seal / a swarm of bees / an escaped emu
+ came face to face with {v} on my walk, neither of us knew what to do
+ {v}!! right in front of me, I didn't dare to breathe
! when did I run into {v}
~ at what point of the year did {v} cross my path

* encounter: old flame = in the dentist's waiting room / on a ferry / at the tyre shop / in a queue for soup
+ ran into my ex {v} of all places, we talked about weather
+ of course I meet my ex {v}, with my hair like this
! when did I run into my ex
~ when did I have to make conversation about the weather with an old love
`;

/** How what happened at a time is asked for, by category; `{w}` is the time ("in March", "last summer"). */
export const askedByTime: Readonly<Record<string, readonly string[]>> = {
  anything: ["what happened to me {w}", "what did I do {w}", "what was going on in my life {w}"],
  trip: [
    "where did I go {w}",
    "which trips did I take {w}",
    "where was I staying {w}",
    "what was I doing away from home {w}",
  ],
  celebration: ["what did I celebrate {w}", "which festivity was I at {w}"],
  mishap: ["which expensive mishap happened to me {w}", "what serious bad luck did I have {w}"],
  achievement: ["what big thing did I achieve {w}", "what was I so proud of {w}"],
  medical: ["which illness or injury did I have {w}", "what was my health trouble {w}"],
  culture: ["what did I go and see {w}", "which concert, play or exhibition was I at {w}"],
  purchase: ["which big or odd thing did I buy {w}", "what did I spend a lot of money on {w}"],
  goodbye: ["who did I say goodbye to {w}", "whose farewell was it {w}"],
  course: ["which course did I take {w}", "what new skill did I try {w}"],
  encounter: ["which strange encounter did I have {w}", "what surprising meeting did I have {w}"],
};
