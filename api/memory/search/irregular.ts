/** Words whose forms no rule brings together, each line one word. */
const forms = `be been was were
begin began begun
bite bit bitten
bleed bled
blow blew blown
break broke broken
bring brought
build built
burn burnt
buy bought
catch caught
child children kid
choose chose chosen
come came
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
fly flew flown
foot feet
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
give gave given
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
lead led
learn learnt
leave left
lend lent
lie lay lain
lose lost
man men
meet met
mouse mice
pay paid
person people
ride rode ridden
ring rang rung
rise rose risen
run ran
see saw seen
sell sold
send sent
sew sewn
shake shook shaken
shoot shot
show shown
shrink shrank
sing sang sung
sink sank
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen
stick stuck
sweep swept
swim swam swum
take took taken
teach taught
tear tore torn
think thought
throw threw thrown
tooth teeth
understand understood
wake woke woken
wear wore worn
wife wives
win won
woman women
write wrote written
mother mom mum mama mommy mummy
father dad daddy papa
grandmother grandma granny nana
grandfather grandpa granddad
brother bro
sister sis
dog doggo puppy pup
cat kitty kitten
bike bicycle
photo picture pic
phone mobile
fridge refrigerator
apartment flat
university uni college
television tv
movie film
favourite favorite fave
colour color
neighbour neighbor
holiday vacation
birthday bday`;

/** The first form of a word by each of its others. */
export const irregular: ReadonlyMap<string, string> = new Map(
  forms.split("\n").flatMap((line) => {
    const [base = "", ...others] = line.split(" ");
    return others.map((other): [string, string] => [other, base]);
  }),
);
