/**
 * What the companion proposed when it was asked: `+` the user's wish, `=` what the companion said,
 * `?` and `~` the user's question later. The marks are those of `read-blocks.ts`.
 */
export const companionTips = `
* film tip = The Last Ferryman / Paper Weather / A Goat in Winter / Eleven Doors
+ recommend me a film for tonight, nothing sad
= For tonight I'd take {v}: it's gentle, and the ending makes you want to call somebody.
? which film did you recommend to me
~ what did you say I should watch

* book tip = The Cartographer's Cough / Salt and Small Change / Nobody's Orchard / Twelve Quiet Men
+ I need something to read on the train
= Then {v} might be right for the train: short chapters, and a narrator who is wrong about everything.
? which book did you recommend for the train
~ what reading matter was your idea

* breathing = in for four, hold for seven, out for eight / a sigh with two breaths in / along the sides of a square / humming on the way out
+ my chest is tight again, what can I do right now
= Try to breathe {v}, three times, slowly. I'll be here.
? which breathing exercise did you show me
~ what was your remedy when my chest was tight

* soup tip = leek and pear / carrot with peanut butter / lentils with dates / white bean and sage
+ what soup could I make from next to nothing
= {v} makes a good soup and needs one pot.
? which soup did you suggest
~ what did you propose I put in the pot

* gift tip = a jar of written memories / a tree in their name / a map of the street they grew up on / a day without chores
+ what do I give people who have everything
= What about {v}? It cannot be bought twice.
? what present did you suggest for people who have everything
~ what was your answer to my trouble with folks who own it all

* email tip = Thank you, I will not be able to take this on / I need until Friday and will write then / Let us talk about this in person
+ how do I answer my boss without sounding rude
= You could write: "{v}." Nothing more, no apology.
? how did you tell me to answer my boss
~ which sentence did you draft for me

* name tip = Quark / Pumpernickel / Zelda / Sir Waffle
+ I need a name for the robot vacuum
= {v}. It has to be {v}.
? which name did you suggest for the vacuum cleaner
~ how did you baptise the household robot

* word tip = hiraeth / Feierabend / sobremesa / komorebi / saudade
+ is there a word for what I feel when the work is done and the light is low
= There is one that comes close: {v}.
? which foreign word did you teach me
~ what was the term you offered for that feeling

* sleep tip = read something boring aloud / put your feet in warm water / write tomorrow's list on paper / count backwards in sevens
+ can't sleep, any trick?
= An old one: {v}. Tell me if it helps.
? what was your trick for sleeping
~ which method did you offer me against lying awake

* joke tip = the one about the librarian and the duck / the one about two muffins / the one about the horse who was late
+ tell me a joke, quick
= Then I'll tell you {v}. Are you ready? You have heard it, I think.
? which joke did you tell me
~ with what did you try to make me laugh

* walk tip = along the canal to the second lock / up to the water tower / round the cemetery wall / to the allotments and back
+ I have an hour and good shoes, where do I go
= With an hour I'd go {v}, and leave the phone in your pocket.
? which walk did you suggest
~ where did you send me with my good shoes

* toast tip = to the ones who stayed late / to bad ideas and good company / to everything we didn't say
+ I have to give a toast and my head is empty
= Stand up, wait, and say: "{v}." Then drink.
? which toast did you write for me
~ what words did you give me for raising a glass
`;
