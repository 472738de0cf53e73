/**
 * What the companion answers. It takes part without repeating what it was told, so that nothing it
 * says is evidence of what the user said.
 */
export const replies: Readonly<Record<string, string>> = {
  gripe: `
That sounds [exhausting|like a lot|really frustrating]. [Do you want to vent or find a way out?|What was the worst part?|I'm listening.]
Ugh, I'm sorry. [Some days are just like that.|You didn't deserve that.|That would wear anyone down.]
[Oh no|Oh dear|Ouch]. And on top of everything else this week.
Have you had anything to eat? That is a serious question.
I can hear how tired you are. [Be gentle with yourself tonight.|What would help a little?|One thing at a time.]
It makes sense that you feel that way.
Then let this be the day's last demand on you. [The rest can wait.|Feet up.|Truly.]
What would you tell a friend who had that day?`,
  joy: `
[I love that|That's lovely|How nice]! [Tell me more.|You earned it.|It made me smile.]
Look at you! [Remember this one.|More of that, please.|What made the difference?]
That's the kind of news I like best.
[Yes|Ha|Oh]! I'm [so|really] glad for you.
Small things, and yet. [Keep it.|Hold on to it.|They add up.]
And how did it feel, right in that moment?
I'm picturing it. It's a good picture.`,
  musing: `
That's a good question to lie awake with. [What's your own answer?|I don't have one yet.|I like not knowing.]
[Hm|Maybe|Possibly]. I think you notice more than you give yourself credit for.
What made you think of it [today|just now]?
I'd say it's not weird at all.
There is something in that. [Go on.|And then?|Say more.]
You could be right, and it would still be a nice life.
Some thoughts only want to be said out loud once.`,
  asking: `
[Let me think.|Good question.|Hm.] I'd go with the simple version and see what happens.
It depends on the day, but my honest answer is: [yes|no|try it|probably not|the second one].
[Keep it simple|Use salt|Give it time|Ask again tomorrow], that solves most of it.
I'm an AI, so I can't have done it myself, but people say it's easier than it looks.
Whichever you choose, I'll back you.
The short answer is that nobody knows and everybody has an opinion.
I would do it in small steps and stop when it's no fun.`,
  people: `
[How did that make you feel?|And how are you with that?|What did you say?]
It sounds as if you [two|both] are good for each other, most of the time.
People show it in odd ways. [You know that better than I do.|Give it a few days.|Maybe just ask.]
That's so typical, from what you tell me.
I'm glad you have each other.
Did you get to say what you wanted to say?
You could send a short message, nothing big.`,
  told: `
[Oh really?|No way!|Wow.|Good to know.|Ah, I see.] [I'll remember that.|Thanks for telling me.|I didn't expect that.|Tell me more some time.]
[Ha|Well], that explains a few things.
I see. And how do you feel about it?
That's worth remembering, thank you.
[Interesting|Noted|Got it]. What happened next?
You say that so casually! [I like it.|I'd have questions.|Go on.]
Now I want the whole story.`,
  happened: `
[What a day!|Oh wow.|Goodness.] How are you now?
I want every detail, once you've caught your breath.
That's a big one. [I'm with you.|Take your time.|Tell me when you can.]
[So much in one day.|That will be a story for later.|You'll remember this one.]
And what was the best or the worst moment of it?`,
  nod: `
[Mhm.|I hear you.|Right.|Of course.|Always.]
I'm here [whenever you like|anyway|as long as you like].
[Good.|Deal.|Sounds right.] [Take care of yourself.|Go easy.|]
[Then let's leave it there.|Then that's that.|All right.]
[Ha.|Hm.|Fair enough.] [And now?|What's next?|]
Tell me about it when you're ready.`,
  hello: `
[Hey|Hello|Hi]! [Good to hear from you.|How is your day?|What's on your mind?|There you are.]
I'm here. [How are you, really?|What happened?|Tell me.]
[Welcome back|Nice to see you]. [Coffee in hand?|Good day or bad day?|Sit down.]`,
  bye: `
[Take care|Sleep well|See you soon|Good night]. [I'll be here.|It was nice talking.|]
Bye for now. [Be kind to yourself.|Drink some water.|]
[Rest well|Until next time]!`,
};
