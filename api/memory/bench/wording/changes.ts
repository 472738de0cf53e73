/**
 * What was one way and became another within the year: `{a}` before, `{b}` after; values are told
 * apart by `>`. The marks are those of `read-blocks.ts`.
 */
export const changes = `
* city = Ghent > Malmö / Leipzig > Vienna / Galway > Lisbon
< I live in {a}, and I know every corner
> I live in {b} now, I moved yesterday
< been living in {a} for so long now that the pigeons greet me
< {a} in this light, I do love living here
> it's done, keys handed over, I live in {b} now, boxes to the ceiling
> first night in {b}, my new home, the fridge makes a different noise here
? where do I live now
? which city do I live in
~ what is my home town these days
- where did I live before I moved
- which city did I live in earlier this year
& from which city to which one did I move

* job = a school librarian > a tour guide / a claims handler > a baker's apprentice / a sound technician > a postman
< my job is {a}
> new job! I work as {b} now
< being {a} is fine, it's fine, I said fine
< work was slow, the life of {a} in [january|winter]
> I did it. I quit, and from monday I'm {b}
> day one as {b}, my feet hurt and I'm grinning
? what is my job now
? what do I work as now
~ how do I earn my living these days
- what was my job before I quit
- what did I work as at the start of the year
& how did my work life change

* way to work = the bus > a second-hand bicycle / the car > the ferry / on foot > the tram
< I get to work by {a}, as ever
> I get to work differently now, {b}
< commute was hell, {a} every day, same faces
< I take {a} to work and read exactly four pages each way
> new life: {b} to work as of this week, I arrive awake
> sold my pass. from now on it's {b} for getting to work
? how do I get to work now
~ what is my commute like nowadays
- how did I use to get to work

* diet = vegetarian > eating fish again / eating everything > vegan / low carb > bread with everything
< my diet: {a}
> my diet now: {b}
< lunch was hard, they never plan for people who are {a}
< I've been {a} for three years, ask me anything
> my diet changed, doctor's idea: {b} since this week
> confession: {b}, and I feel better than in years
? what is my diet now
~ what can I be fed nowadays
- what was my diet before

* gym = the boxing club > the women's rowing crew / a running group > yoga in a church / the physio corner > aqua fit with pensioners
< the sport I do is {a}
> the sport I do now is {b}
< training at {a} as every tuesday, I'm a puddle
< for exercise I've got {a}, that's the whole programme
> swapped it all for {b}, first session, I was the worst and the happiest
> so, sport: it's {b} from now on, I have the towel to prove it
? which sport do I do now
~ where do I sweat these days
- which sport did I do at the start of the year

* phone = a cracked Nokia > a hand-me-down iPhone / my old Fairphone > a phone with buttons
< I have {a} for a phone
> I have a new phone, {b}
< typing this on {a}, forgive me
< my phone is {a} and I defend it against all of you
> the old one died in the sink. I now own {b}
> greetings from {b}, the new phone, everything is in the wrong place
? what phone do I have now
~ which device am I typing on these days
- what phone did I have before

* hair = shoulder length > a buzz cut / black > bright copper / a long plait > a bob
< my hair is {a} as always
> my hair looks so different now, {b}
< my hair is {a} since school, never dared anything
< brushing it takes forever, {a} hair is a hobby
> I did it, my hair, {b}, the hairdresser asked three times whether I was sure
> keep touching my head, it's {b} now, feels like a stranger's
? what does my hair look like now
~ how would you recognise me from behind today
- what did my hair look like before

* bedtime = one in the morning > ten sharp / nine, like a child > past midnight
< I go to bed at {a}
> now I go to bed at {b}
< I go to bed at {a}, there's no point pretending otherwise
< my bedtime is {a}, always has been
> week one of the new bedtime: {b}, I'm a different animal
> everything's shifted, it's {b} now until I put the light out
? when do I go to bed now
~ at what hour do I put the light out these days
- when did I go to bed before

* favourite band = the Copper Moths > Lina Voss / the Velvet Bakers > Tin Cathedral
< my favourite band is {a}
> my favourite band is {b} now
< {a} on repeat, favourite band, nothing comes close
< nobody understands {a} like I do, best band on earth
> I take it all back, {b} is my favourite now, sorry to my younger self
> {b} has replaced everything, I've got a new favourite band
? what is my favourite band now
~ whose songs do I play most nowadays
- which band was my favourite before

* therapy day = mondays at eight > thursdays at five / fridays at noon > tuesdays at six
< therapy was good, {a} as always
> my therapy is {b} now
< therapy is {a}, so that's the day I don't plan anything
< yes, {a}, my therapy slot since forever
> my therapist moved me to {b}, took me a while to get used to it
> new slot, {b}, therapy in different light
? when is my therapy now
~ at which time do I sit on the therapist's couch these days
- when was my therapy before

* plan = going to Japan > buying a van / having a big wedding > getting married at the registry office / opening a café > going back to university
< my plan is {a}
> the plan is {b} now
< big plan for next year is {a}, I've got a folder and everything
< I daydream about {a} on every bus ride, that's the plan
> plans have changed. no more of that, we decided on {b}
> so instead it's going to be {b}, it feels lighter
? what is my big plan now
~ what am I really going to do next year
- what was my plan at first
& how did my plan change

* drink = wine on fridays > no alcohol at all / six coffees a day > decaf only
< my vice is {a}, let me have it
< {a}, that's my limit and my average
> day thirty of {b}, my skin is glowing and I'm bored
> the doctor looked at me over the glasses, so: {b}
? what about my drinking now
~ what vice did I replace and by what
- what was my vice in the beginning

* flat share = Bogdan, who sings > a couple with a baby / two nurses on nights > a piano student
< I live with {a}, you hear it
> I live with {b} now
< I share the flat with {a}
< at home there's {a}, thin walls
> the rooms are taken: I live with {b} now
> moving day at ours, from tonight it's me and {b}
? who do I live with now
~ who is behind the wall at home these days
- who did I share the flat with before

* boss = Mrs Adeyemi, who whispers > a man called Kuno / old Mr Talbot > Dr Serrano
< {a} is my boss
> my boss is {b} now
< my boss is {a}, and we get along
< had a review with {a}, the boss, all good
> new boss since monday: {b}, brings own chair
> reorganised again, I now report to {b}, feels odd
? who is my boss now
~ who do I report to these days
- who was my boss before

* belief = that ghosts are nonsense > that something walks in our attic / that I can't sing > that I'm a decent alto
< I'm convinced {a}, always was
< say what you like, I believe {a}
> I have changed my mind, I now believe {b}
> never thought I'd say it, but {b}, I'm sure of it
? what did I change my mind about
~ what do I hold true today that I once laughed at
- what did I believe before I changed my mind

* car ownership = a grey Opel > a share in a neighbourhood car / a dented Fiat > a van with curtains
< my car is {a}
> the car I have now is {b}
< still got {a} out there under the leaves
< for the record, as cars go: {a}
> signed the papers, I've got {b} instead
> bye bye, it's {b} from now on, insurance and all
? which car do I have now
~ in what vehicle would I come to collect you
- which car did I have before
`;

/** The same of the people around them; `{P}` is the person. */
export const changesOfPeople = `
* work: new work = the port authority > a flower stall / an advertising agency > the fire brigade / a law firm > a goat farm / a call centre > the opera / the airport > a vineyard / an insurance > the zoo
< {P} works at {a}
> {P} works at {b} now
< {P} works at {a}, long hours, [good canteen|bad coffee|the usual]
< {a} is where {P} works, {he} moans about it every time
> big news, {P} left and works at {b} now, {he} sounds ten years younger
> {P} packed it in! it's {b} from now on
? where does {P} work now
~ who is {P} employed by these days
- where did {P} work before
& how did {P}'s work change

* place: new place = Antwerp > Naples / Dundee > Oslo / Lyon > Marseille / Basel > Berlin / Valencia > Tallinn / Poznań > Prague
< {P} lives in {a}
> {P} lives in {b} now
< {P} lives in {a}, which I can't afford to visit
< phoned {P} in {a}, where {he} has been living forever
> {P} moved to {b}!! just like that, with two suitcases
> helped {P} move to {b}, my back is ruined
? where does {P} live now
~ in which place could I knock on {P}'s door today
- where did {P} live before
& from where to where did {P} move

* love: new love = Dario > Felix / Anneke > Sofia / Tariq > Jonas / Mina > Greta
< {P} is together with {a}
> {P} is together with {b} now
< {P} brought {a} along, they're together, hands all the time
< so {P} is with {a}, I approve
> {P} broke up and is now with {b}, I can't keep up
> so much for that, {P} is together with somebody new, called {b}
? who is {P} together with now
~ who does {P} kiss goodnight these days
- who was {P} together with before

* free time: new craft = knitting > welding / bread baking > astronomy / marathon running > chess / gardening > roller derby
< {P}'s hobby is {a}
> {P}'s hobby is {b} now
< {P} is all about {a} at the moment
< got a whole talk from {P} on {a}, {his} great love
> {P} dropped that and does {b} now, with equipment
> new obsession at {P}'s: {b}
? what is {P}'s hobby now
~ what fills {P}'s evenings these days
- what was {P}'s hobby before
`;
