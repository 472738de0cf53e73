/** What a user tells of themself once in a while, one block a topic; the marks are those of `read-blocks.ts`. */
export const aboutOneself = `
* shoe size = 38 / 41 / 43 / 45
+ my shoe size is {v}, since I was fourteen
+ tried on boots, they only had them up to [36|37], and me with my {v}s
+ my feet are a {v} and the skates they hired out were not
? what is my shoe size
? which size of shoes do I wear
~ what number should I look for when I buy boots
~ how big are my feet

* blood group = O negative / AB positive / B negative / A positive
+ my blood group is {v}, I looked it up
+ gave blood today, I'm {v} apparently, they gave me a biscuit and a sticker
+ the card in my wallet says {v}, in case I ever bleed on you
? what is my blood type
? which blood group do I have
~ what would a hospital need to know before a transfusion for me

* own allergy = hazelnuts / strawberries / ibuprofen / dust mites / nickel
+ so I'm allergic to {v}, it's on paper now
+ the rash is back, {v} again, I should read labels
+ they tested me for everything and only {v} lit up, so that's what I react to
? what am I allergic to
~ what brings me out in hives
~ what does my body not tolerate

* street of childhood = Lantern Lane / Mill Row / Kastanienweg / Harbour Steps / Rua da Fonte
+ the street I grew up on was {v}, I can still smell it
+ walked past a sign that said {v} in another town and got a lump in my throat, that's the name of the street I grew up on
+ we lived at number nine {v} until I was ten, the door was green
? what was the name of the street I grew up on
~ where did our house stand when I was little
~ which address did I have as a kid

* first animal = a hamster called Napoleon / a goldfish called Gary / a duck called Sir Quacks / a guinea pig called Toast / a hen called Berta
+ my first pet was {v} and I still think about it
+ my first pet was {v}, buried under the plum tree with full honours
+ thought about {v} today, the first animal that was ever mine
? what was my first pet called
? what was my first pet
~ which creature did I look after as a small child

* school years = Saint Brigid's / the Waldschule / Colegio Miramar / Ferry Road Primary / the village school in Aske
+ as a child I went to school at {v}
+ they are tearing down {v}, where I learned to read and to lie about homework
+ met someone who also went to {v}, same headmaster, same smell of floor wax
? which school did I go to as a child
~ where did I learn to read
~ in which building did I sit through my earliest lessons

* first pay = delivering newspapers / picking strawberries / washing hearses / selling ice cream on a ferry / stacking shelves at night
+ my first job was {v}, I was fifteen and rich for a weekend
+ nothing taught me more than {v} at sixteen, [my very first wages|that was the first money I made]
? what was my first job
? what was the first job I had
~ how did I make my earliest money
~ what work did I do as a teenager

* scar = a skateboard and a parked ice cream van / a broken jar of pickles / my cousin's archery set / a swing in kindergarten / a goose
+ I got my scar from {v}
+ you asked about the scar on my chin: {v}
+ the line above my eyebrow is from {v}, seven stitches, I tell people it was a duel
? where does my scar come from
? how did I get the scar
~ what gave me the mark on my face
~ why did I once need seven stitches

* middle name = Leopold / Balthazar / Ottilie / Euphemia / Wolfgang
+ {v} is my middle name, laugh now
+ my passport has my middle name on it for everyone to see: {v}. thanks, grandad
+ only my mother uses {v}, my middle name, and only when I'm in trouble
? what is my middle name
~ which name of mine stands only in the passport
~ what does my mother call me when she's cross

* medication = levothyroxine / an iron syrup / beta blockers / a cortisone spray / antihistamines
+ the medication I take every morning is {v}
+ refill day, {v}, one every morning until further notice
+ forgot my {v} two days in a row and I can feel it
? which medication do I take
? what medicine do I take every morning
~ what do I have to pick up at the pharmacy again and again
~ what did the doctor prescribe me

* sleep thief = the bakery van at four / the neighbour's rowing machine / my own teeth grinding / the streetlight / a dripping gutter
+ what wakes me up at night is {v}
+ awake since forever because of {v}
+ figured out what wakes me every night: {v}
? what wakes me up at night
~ why do I sleep so badly
~ what stands between me and a good rest

* broken bone = my collarbone / two ribs / my left wrist / a toe / my tailbone
+ the only bone I ever broke is {v}
+ when I was nine I broke {v} jumping off a garage roof with an umbrella
+ the weather is turning, I feel it in {v}, broken once and never forgotten
? which bone did I break
? what did I break as a child
~ what injury from childhood do I still feel
~ what fractured when I jumped as a kid

* plant name = Gerald / Beyoncé's cousin / Fernando / Doctor Leaf / Aunt Polly
+ my plant is called {v}
+ the big plant in my window has a name by the way, it's {v}
+ {v} has a new leaf!! yes I name my plants, there's just the one
? what is my plant called
? what is the name of my plant
~ what do I call the green thing by the window

* tattoo = a paper boat / a fern / the number 11 / a sardine tin / a tiny moon
+ I have a tattoo of {v}
+ it's {v}, on my [ankle|shoulder|ribs], since you're curious about the tattoo
+ showed my aunt my tattoo, {v}, she said "well, it's small"
? what tattoo do I have
? what is my tattoo of
~ what is inked on my skin
~ which picture will I carry on my body forever

* own fear = moths / phone calls / deep lakes / public speaking / being locked in
+ I'm scared of {v}
+ I can deal with anything but {v}, my heart just goes
+ nearly cried today because of {v}, it's silly, it's the one thing I'm really scared of
? what am I scared of
? what is my biggest fear
~ what makes my heart race in a bad way
~ which thing can I not deal with

* childhood dream = a lighthouse keeper / a train announcer / an astronaut who bakes / a stunt double / a palaeontologist
+ what I wanted to be as a child was {v}
+ as a kid I wanted to be {v}, had the hat and everything
+ my six year old self would be furious that I'm not {v}
? what did I want to be as a child
~ what was the career I dreamt of when I was six
~ which grown-up did my younger self hope to become

* degree = geography / music therapy / food chemistry / library science / philosophy
+ I studied {v} at university
+ fun fact, I have a degree in {v}, currently used for pub quizzes
+ four years of {v} at university and I can't name one thing I use
? what is my degree in
? what did I study at university
~ which subject am I formally trained in
~ what does my diploma say

* own language = Danish / Turkish / Czech / Ladino / Japanese
+ the language I'm learning is {v}
+ lesson twelve of {v}, I can now order soup and apologise
+ my {v} teacher says my accent is "brave"
? which language am I learning
~ what do I take lessons in
~ in what tongue can I order soup by now

* rent = 640 / 715 / 890 / 1020 / 575
+ I pay {v} in rent
+ rent is going up to {v} a month from [may|june|july], I did the sums twice
+ {v} a month for two rooms and a view of bins, that's my rent
? how much is my rent
? what do I pay in rent
~ what does my flat cost me each month
~ how much goes to the landlord

* floor = fifth / ground / third / seventh / second
+ my flat is on the {v} floor
+ carried a sofa up to the {v} floor, where I live, sadly
+ the lift is broken and my flat is on the {v} floor, you do the maths
? which floor do I live on
? on what floor is my flat
~ how many stairs do I have to climb to get home
~ how high up is my apartment

* view = a car park with one brave tree / the old gasworks / a nunnery garden / the back of a cinema / the river and two cranes
+ what I see from my window is {v}
+ from my window I see {v}, I've grown fond of it
+ spent the morning staring out of the window at {v}
? what do I see from my window
~ what is outside when I look out at home
~ what scenery does my flat offer

* saving = a cello / a sabbatical / new teeth / a tiny sauna / a month in Georgia
+ all the money I'm saving is for {v}
+ put away another fifty for {v}, the jar is half full
+ no takeaway this month, I'm saving for {v}
? what am I saving for
? what am I saving money for
~ why do I put fifty aside each month
~ what big thing do I hope to afford

* manuscript = a novel about a ferry / a cookbook without recipes / a history of our street / poems about bureaucracy / a crime story set in a choir
+ the book I'm writing is {v}
+ wrote two pages of {v}, my secret project
+ nobody knows that I'm writing {v}, so keep it between us
? what am I writing
? what book am I writing
~ what is my secret project at the desk
~ which text of mine does nobody know of

* volunteering = the food bank / a hedgehog rescue / the night bus for homeless people / reading to kids at the library / the lifeboat station
+ I volunteer at {v}
+ my shift at {v} was long today, unpaid and worth it
+ I help out at {v} every other {weekday}
? where do I volunteer
~ which good cause gets my free hours
~ where do I help without being paid

* heirloom = a pocket watch / a chess set with a missing bishop / a tin of buttons / a barometer / a fur hat
+ the only thing I have from my grandfather is {v}, it lives in my bedside drawer
+ inherited {v} from my grandfather and I'd save it from a fire first
? what did I inherit from my grandfather
~ which keepsake of an ancestor lies in my bedside drawer
~ what would I rescue from a fire

* spare key = under the third flowerpot / with the baker downstairs / in the hollow garden gnome / behind the meter box / inside a fake rock
+ locked out but saved: my spare key is {v}
+ before I forget it myself, the spare key is {v} now
? where is my spare key
? where did I put the spare key
~ how can I get in when I'm locked out
~ where have I hidden something for emergencies at the door

* kid nickname = Beanpole / Moped / Professor / Squeak / Captain
+ as a child my nickname was {v}
+ ran into someone from school who shouted {v} across the street. that was my nickname, I was eleven again
+ they used to call me {v} when I was small, because I never stopped talking
? what was my nickname as a child
~ what did the other kids shout after me
~ how was I called in the playground

* superstition = never whistling indoors / touching the bus door twice / not saying goodbye on a bridge / always leaving a sip in the cup / stepping in with the left foot
+ I have one superstition: {v}
+ it's stupid but I stick to {v}, otherwise the day goes wrong
+ {v} is my little superstition, don't laugh
? what is my superstition
~ which silly ritual keeps bad luck away from me
~ what do I do so that the day doesn't go wrong

* bucket list = seeing the northern lights / riding a night train to Istanbul / milking a goat / singing in public / sleeping in a lighthouse
+ top of my bucket list, still: {v}
+ before I die I'm going to get around to {v}, hold me to it
? what is on my bucket list
~ what do I want to have done before I die
~ which dream should you hold me to

* nightmare = an exam in a swimming pool / a house with one more room each time / missing a tram with no number / my teeth in a soup / a phone that rings under the sea
+ I keep dreaming of {v}, a recurring dream
+ had the dream again, {v}, third time this month
+ my recurring dream is {v}, what would Freud say
? what is my recurring dream
? what do I keep dreaming of
~ what haunts me at night again and again
~ which scene comes back when I sleep

* family recipe = plum dumplings / lamb with quinces / potato soup with vanilla / saffron buns / red cabbage with chocolate
+ I have a recipe from my grandmother, {v}
+ made my grandmother's {v}, the kitchen smells of 1994
+ the one recipe grandma left me is {v}, I'd never sell it
? which recipe do I have from my grandmother
~ what dish was handed down to me
~ what can I cook the way my grandma did

* lost thing = a silver ring with a leaf / my green notebook / one pearl earring / the letter from my godfather / a wool scarf
+ I lost {v} on the way home and I've retraced every step, nothing
+ still no sign of {v}, I check the lost and found every week
? what did I lose
? what have I lost on the way home
~ what do I ask for at the lost and found
~ which belonging has gone missing

* first concert = a ska band in a barn / an organ recital / the Copper Moths / a brass band in the rain / Lina Voss and the Tides
+ first concert of my life was {v}, I was twelve and I cried
+ heard a song that took me back to {v}, the first concert I ever went to
? what was my first concert
~ where was I first moved to tears by live music
~ which gig did I see at twelve

* talent = wiggling my ears / speaking backwards / guessing weights / whistling two notes at once / folding swans from receipts
+ my secret talent is {v}
+ nobody at work knew about my secret talent, {v}, now I have to do it daily
+ I won a drink by {v}, it's my only party trick
? what is my secret talent
? what is my party trick
~ with what odd skill do I impress people
~ how did I win a drink

* collection = sugar packets / lift buttons / old thermos flasks / hotel soaps / tide tables
+ added another to the shelf, I collect {v}, yes, on purpose
+ my collection of {v} has reached [forty|sixty|a hundred] and needs its own cupboard
? what do I collect
~ what fills a cupboard at my place
~ which odd objects do I hoard

* soft toy = a bald bear called Ludo / a knitted whale / a one-eared rabbit called Major / a velvet crocodile / a donkey called Pardon
+ the soft toy I sleep with is {v}
+ I'm a grown adult and I sleep with {v}, we don't have to discuss it
+ washed {v} today, my oldest friend, stuffed since birth
? which soft toy do I sleep with
~ who lies next to my pillow since I was born
~ what toy have I never given up

* therapist homework = writing three good things each night / saying no once a day / ten minutes without a screen / naming feelings out loud / phoning one person a week
+ my therapy homework is {v}
+ homework from therapy this time: {v}
+ I've been doing what the therapist asked, {v}, it helps more than I'd admit
? what homework did I get from therapy
~ which exercise is meant to help my mind
~ what am I supposed to practise between sessions

* eyesight = minus four / minus six and a half / plus two / minus one on the left only / minus nine
+ my eyesight is {v}, the glasses are thick
+ new glasses, {v} now, the world has edges
+ without lenses I'm at {v} and wave at strangers
? how strong are my glasses
? what is my eyesight
~ which lenses do I need to see properly
~ how blind am I without help
`;
