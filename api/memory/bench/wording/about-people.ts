/**
 * What a user tells of the people around them, one block a topic, with a group before the
 * colon of which a person gets no two. `{P}` is the person, by name or
 * by relation; `{v}` one of the values in the first line. The marks are those of `read-blocks.ts`.
 */
export const aboutPeople = `
* work: profession = a welder / a tax adviser / a midwife / a beekeeper / a crane operator / a court interpreter / a dental technician / a stage carpenter / a hydrologist / a locksmith / a puppet maker / a radio editor / a piano tuner / a bus driver
+ what {P} does for a living? {he} works as {v}, [ask {him} anything|and loves it]
+ {P}'s job is the [oddest|best] I know: {he} is {v}
+ did I mention that {P} is {v}? [it explains the hands|you'd never guess|nobody in the family saw that coming]
+ {P} works as {v}, so [don't ask {him} to hurry|every dinner turns into a lecture|{he} is up before all of us]
+ had to explain to my dentist what {v} does all day, because that's what {P} does
+ people [laugh|blink] when I say {P} is {v}, but [it pays well|{he} loves it|{he} has been doing it for years]
? what does {P} do for a living
? what is {P}'s job
? what does {P} work as
~ how does {P} earn {his} money
~ which profession did {P} choose
~ what is {P} by trade
@ the one who is {v}

* work: employer = Brindle Lamps / the Oster shipyard / Halloway Print / the botanical garden / Pellworm Media / the county archive / Kestrel Air Freight / Mirrorlake Clinic / Fennel and Daughters / the tram depot / Northbound Tea / the cathedral workshop / Aurelio Hotels
+ {P} works for {v}, it's a company where people stay till they're old
+ the place where {P} works is {v}, [fancy|you wouldn't guess|since the spring]
+ {P} [signed with|got hired by|started at] {v}, first week done and [already knows all the gossip|{he} is exhausted|the canteen is apparently amazing]
+ so {P} is at {v} now, badge and lanyard and everything
+ I picked {P} up outside {v} today, that's where {he} works, the porter waved at me
+ {v} gave {P} a permanent contract, we had a glass of something fizzy
? where does {P} work
? which company does {P} work for
? at which place does {P} work
~ who pays {P}'s salary
~ who is {P}'s employer
~ on whose payroll is {P}
@ the one who works at {v}

* place: town = Bergen / Porto / Kraków / Ghent / Tartu / Cork / Trieste / Uppsala / Graz / Bilbao / Aarhus / Bremen / Utrecht / Turin / Leeds / Split
+ the city where {P} lives is {v}, I always [mix it up|forget how far it is]
+ {P} lives in {v}, [six hours by train|third floor, no lift|which is why we mostly phone]
+ it rains sideways in {v} according to {P}, who has a flat there
+ sent a parcel to {P} in {v} today, the postage [cost more than the socks|was absurd]
+ {P} has been settled in {v} for [years|ages|a good while], and still gets lost there
? where does {P} live
? which city does {P} live in
? in what town is {P} living
~ where would I have to travel to ring {P}'s doorbell
~ where is {P} based
~ where is {P}'s home
@ the one living in {v}

* body: allergy = walnuts / shellfish / cats / birch pollen / penicillin / lupins / sesame / wasp stings / latex / celery / kiwis / horses
+ {P} has an allergy, {v}, a [bad|serious] one
+ reminder to self: {P} [can't be near|swells up from|must not have] {v}, last time we ended up [in an ambulance|at the night pharmacy]
+ I nearly killed {P} with {v}, forgot about the allergy, {he} was very calm about it
+ turns out {P} is allergic to {v}, found out [the hard way|over dinner|with a rash like a map]
? what is {P} allergic to
? which allergy does {P} have
~ what must I keep away from {P}
~ what would make {P} ill
~ what should never come near {P} when {he} visits

* pet: pet = a greyhound called Biscuit / a tortoise called Admiral / two rats called Salt and Pepper / a parrot called Monsieur / a whippet called Olga / a blind cat called Homer / a goat called Duchess / a ferret called Noodle / a corgi called Potato / a rabbit called Marlene / a lizard called Steve
+ {P} got a pet! it's {v}
+ {P} has {v}, and the thing [sleeps on {his} pillow|hates me|gets better meals than I do]
+ babysat for {P} tonight, and by that I mean {v}
+ {P} came by with {v}, my carpet will never be the same
? what pet does {P} have
? what is {P}'s pet called
~ which animal shares a home with {P}
~ who begs for scraps under {P}'s table
@ the one who has {v}

* birthday: birthday = the 4th of February / the 19th of March / the 2nd of April / the 30th of April / the 11th of May / the 23rd of June / the 8th of July / the 27th of August / the 14th of September / the 6th of October / the 21st of November / the 9th of December
+ {P} has {his} birthday on {v}, [same as a film star|easy to forget|I'd better write it down]
+ note for the calendar: {P} was born on {v}
+ I always mix it up but {P}'s birthday is {v}
+ {v} is when {P} gets cake, write it on the wall
? when is {P}'s birthday
? what is the date of {P}'s birthday
~ on which day does {P} turn a year older
~ when do I have to have a present ready for {P}
~ which day should I congratulate {P}

* free time: pastime = restoring accordions / birdwatching / fencing / knitting jumpers / geocaching / making cheese / building model ships / wild swimming / line dancing / drawing comics / foraging mushrooms / juggling / throwing pots on a wheel
+ {P} has a new hobby, {v}, [good for {him}|who knew]
+ every free minute {P} has goes into {v}, [the flat is full of it|I find it charming|{his} weekends are booked until easter]
+ {P} tried to [get me into|convert me to] {v} again, {he} has been at it for years
+ {P} has taken up {v} [of all things|and won't shut up about it|and is weirdly good]
? what is {P}'s hobby
? which hobby did {P} take up
~ how does {P} spend {his} free time
~ what does {P} do for fun
~ what is {P} passionate about after work
@ the one who is into {v}

* table: hated dish = beetroot / liver / coriander / rice pudding / anchovies / blue cheese / mushrooms / raisins in anything / aubergine / tripe / brussels sprouts / fennel
+ the food that {P} hates most is {v}
+ never again cook {v} for {P}, {he} [pushed it round the plate for an hour|said "interesting" and left it|fed it to the plant]
+ {P} hates {v}, I [must remember|put it in twice now]
+ learned tonight that {P} would rather go hungry than eat {v}
? which food does {P} hate
? what does {P} hate to eat
~ what should I not cook when {P} comes round
~ what would {P} leave on the plate
~ which ingredient do I leave out for {P}

* lent: borrowed = my big tent / the cordless drill / my blue suitcase / the fondue set / my good umbrella / the sewing machine / my camera tripod / the ice cream maker / my winter sleeping bag / the pressure washer / my copy of The Salt Road
+ I lent {v} to {P}, [don't let me forget|hope to see it again]
+ {P} still has {v}, since [spring|forever|the wedding]
+ lent {P} {v} today, [let's see|famous last words|said no rush, meant rush]
+ {P} took {v} home and promised to bring it back on {weekday}
? what did I lend to {P}
? what did {P} borrow from me
~ which of my things is at {P}'s place
~ what do I need to get back from {P}
~ what of mine has {P} not returned

* body: illness = shingles / a slipped disc / glandular fever / a burst appendix / pneumonia / a torn meniscus / gallstones / a detached retina / vertigo / a frozen shoulder / kidney stones
+ {P} had to go to the doctor, the illness is {v}
+ {P} was [diagnosed with|sent home with] {v}, poor thing, I brought soup
+ it's {v}, that's what the doctor told {P}, so at least we know
+ {P} can hardly move, {v}, {he} joked about it but I could hear that it hurts
? which illness did {P} have
? what was {P} diagnosed with
~ what was wrong with {P}'s health
~ why was {P} laid up
~ what did the doctors find with {P}

* free time: instrument = the bassoon / the accordion / the viola / the musical saw / the drums / the harp / the bagpipes / the ukulele / the church organ / the trombone / the zither
+ {P}'s instrument is {v}, {he} [plays it every day|practises at night]
+ {P} plays {v}, [the neighbours have opinions|quite well in fact|mostly the same three songs]
+ went to hear {P} on {v} in a church hall with nine other people
+ {P} is practising {v} again for the [spring|winter] concert
? which instrument does {P} play
? what instrument is {P} practising
~ what sort of music does {P} make
~ what do the neighbours hear when {P} rehearses

* fear: fear = lifts / moths / flying / clowns / the dentist / deep water / thunderstorms / escalators / geese / balloons / bridges
+ {P} told me {he} is afraid of {v}, always was
+ {P} is terrified of {v}, [eight floors on foot|hand over eyes and all|I had to hold {his} hand]
+ you should have seen {P} today, {v} and {he} went white as chalk
+ funny how somebody as tough as {P} panics because of {v}
? what is {P} afraid of
? which fear does {P} have
~ what makes {P} panic
~ what does {P} avoid because it frightens {him}

* free time: learning = Finnish / sign language / Greek / Korean / Arabic / Basque / Hungarian / Icelandic / Swahili / Welsh / Latin
+ the language {P} is learning is {v}, a course at the town hall
+ {P} is learning {v}, there are sticky notes on {his} fridge
+ {P} greeted me in {v} today, evening course, lesson four
+ {v} on {weekday} evenings, that's {P}'s new thing
? which language is {P} learning
? what language course does {P} take
~ what could I practise with {P} if I bought {him} a dictionary
~ which words are stuck on {P}'s fridge

* work: studies = marine biology / archaeology / set design / forestry / nursing / acoustics / theology / cartography / textile design / robotics / linguistics
+ what {P} studies at university is {v}, third year
+ {P} is studying {v}, [third attempt at finding the thing|exams in summer|and works in a café on the side]
+ {P} handed in something on {v}, it's what {he} studies, I understood one word in five
+ {P} got a place to do {v} at university, we screamed on the phone
? what is {P} studying
? what does {P} study at university
~ which subject will {P} have a degree in
~ what sort of lectures does {P} sit in

* car: car = an old yellow van / a red Vespa / a cargo bike with a flag / a hearse, no joke / a tiny electric car / a recumbent bike / a camper with a wood stove / a motorbike with a sidecar / a rusty pickup
+ {P} drives {v} [now|these days]
+ {P} turned up in {v}, everybody on the street looked
+ {P} bought {v} and [is unbearable about it|wants to drive it to the sea|can't find parking]
+ got a lift from {P} in {v}, I'm still vibrating
? what does {P} drive
? which vehicle did {P} buy
~ how does {P} get around
~ what would be parked outside if {P} were here

* baby: baby = Matilda / Oskar / Noor / Emil / Wanda / Caspar / Junia / Theo / Romy / Anselm / Fleur
+ {P} called {his} baby {v}, [after a great-aunt|because it sounded right]
+ the baby is here!!! {P} called at six, it's {v}, everyone's well
+ {P} named {his} kid {v}, I like it, I think
+ {P} came with the pram, little {v} slept through all of it
? what is the name of {P}'s child
? what did {P} call {his} baby
~ who keeps {P} up at night in the cot
~ which name did {P} pick for {his} little one

* advice: advice = to buy the cheap shoes and the expensive socks / to never argue before breakfast / to write the email and send it tomorrow / to always leave a party while it's good / to keep one drawer empty / to say no with a full stop / to plant garlic in october
+ the advice {P} gave me was {v}
+ {P} told me {v}, and I keep thinking about it
+ best thing {P} ever said to me was {v}
+ {P}'s rule in life is {v}, maybe I should stitch it on a cushion
? what advice did {P} give me
~ which piece of wisdom do I owe to {P}
~ what was {P}'s rule for life

* quarrel: quarrel = the heating bill / who left the gate open / the inheritance of a clock / a joke at the funeral / the seating plan / money for the boat / being late four times / politics at dinner / the noise at night / a borrowed sweater
+ I had a quarrel with {P}, a proper fight, about {v}
+ had a [stupid|real|loud] fight with {P} about {v}, we're not talking
+ {P} and I fell out over {v}, I know, I know
+ {v}. that's what {P} and I were shouting about in the stairwell today
? what did {P} and I fight about
? what was the quarrel with {P} about
~ why were {P} and I not speaking
~ over what did I fall out with {P}

* gift: gift wish = a telescope / a bread knife from Japan / a subscription to a chess paper / a rain barrel / a globe with lights / a pasta machine / a hammock / a record player / wool from Shetland / a bird bath
+ a present {P} would like: {v}, {he} wishes for nothing else
+ {P} keeps hinting at {v}, subtle as a brick
+ saw {P} stare at {v} in a shop window for a full minute, noted
+ if I ever have money {P} gets {v}, {he} has been dreaming of it
? what does {P} wish for
? what present would {P} like
~ what could I buy {P} that would make {him} happy
~ what should I wrap up for {P} in december

* place: origin = the Faroe Islands / a mill near Lublin / the suburbs of Lagos / a wine village on the Mosel / Tbilisi / a lighthouse keeper's house / a caravan park in Wales / Recife / the mountains behind Chania / a farm outside Pécs
+ {P} originally comes from {v}, {he} grew up with no telephone
+ {P} grew up in {v}, the stories are unreal
+ asked {P} about childhood and got two hours of {v}
+ {P} comes from {v} originally, you only hear it when {he}'s angry
? where did {P} grow up
? where does {P} come from originally
~ where did {P} spend {his} childhood
~ what place shaped {P} as a kid
@ the one who grew up in {v}
`;
