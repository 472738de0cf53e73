import { emotionLabels, type EmotionLabel } from "#models/emotion/labels.ts";
import type { Example } from "./example.ts";

/*
 * Sentences of our own beside GoEmotions: people on a forum write about what they read, people in a
 * chat say how they are. They teach plain words of feeling, their negation, and emoji.
 */

const words: Record<Exclude<EmotionLabel, "neutral">, string> = {
  anger:
    "angry, furious, mad, annoyed, irritated, pissed off, frustrated, fed up, livid, outraged, bitter, resentful, so done with everyone, sick of this, grumpy",
  disgust:
    "disgusted, grossed out, repulsed, sickened, revolted, nauseated by it, appalled, creeped out",
  fear: "scared, afraid, anxious, nervous, terrified, worried, frightened, panicking, stressed, uneasy, on edge, overwhelmed, freaking out, tense",
  joy: "happy, glad, excited, thrilled, proud, grateful, delighted, relieved, in love, hopeful, cheerful, over the moon, content, pleased, great",
  sadness:
    "sad, lonely, down, depressed, heartbroken, hurt, empty, miserable, unhappy, disappointed, devastated, blue, lost, ashamed, guilty, hopeless, worthless, broken, left out, homesick",
  surprise:
    "surprised, shocked, stunned, amazed at that, astonished, confused, puzzled, speechless, taken aback",
};

const frames = [
  "I'm #",
  "i feel #",
  "I am so # right now",
  "I'm really # today",
  "feeling # lately",
  "I've been # all day",
  "it makes me feel #",
  "honestly I'm pretty #",
];

/** Of joy's words, the ones whose absence is sad. */
const missed = "happy, glad, excited, proud, hopeful, content, pleased, great, good, okay";
const missedFrames = ["not #", "I'm not #", "i don't feel #", "I am not # at all", "I'm never #"];
/** What is over, or was never so. */
const goneFrames = ["I'm not # anymore", "not # about it", "I don't feel # at all"];

const further: Record<EmotionLabel, string> = {
  anger: "😡|🤬|😤|I hate him|I hate this so much|how dare she|this makes me so mad|leave me alone",
  disgust: "🤢|🤮|ew|eww|yuck|gross|that's disgusting|eww gross|makes me want to throw up",
  fear: "😱|😰|😨|I'm shaking|what if it goes wrong|I can't breathe|I dread tomorrow|I had a nightmare",
  joy: "😂|😊|🥰|😍|🎉|❤️|I got the job!|I passed!|best day ever|we won!|I can't wait|she said yes|haha",
  sadness:
    "😭|😢|💔|😞|🥺|I cried all night|I miss her|I miss my mom|nobody cares about me|nobody likes me|I have no friends|we broke up|he left me|my dog died|my grandma passed away|I feel so alone|I want to cry",
  surprise:
    "😮|😲|🤯|no way|what?!|wow|seriously??|I did not see that coming|I can't believe it|wait what",
  neutral:
    "hi|hey|hello|good morning|good evening|hey there|what time is it?|what's the weather?|I live in a small town|I live in Berlin|I work in an office|I'm a teacher|I have two brothers|I had pasta for dinner|I'm at home|I'm going to the shop|we have a meeting on Monday|how do I boil an egg?|tell me a story|what's the capital of Peru?|I'm 30 years old|my name is Alex|remember my birthday is in May|I'm on the train|just woke up|ok|okay|yes|no|sure|see you later|bye|how are you?|what are you doing?|I'm cooking|I went for a walk|I'm reading a book|can you help me with my homework?",
};

/** All of them, in an order that never changes. */
export function ownSentences(): Example[] {
  const felt = Object.entries(words).flatMap(([label, list]) => fill(frames, list, label));
  const gone = Object.entries(words)
    .filter(([label]) => label !== "joy")
    .flatMap(([, list]) => fill(goneFrames, list, "neutral"));
  const missing = fill(missedFrames, missed, "sadness");
  const plain = Object.entries(further).flatMap(([label, list]) =>
    list.split("|").map((text) => toExample(text, label)),
  );
  return [...felt, ...gone, ...missing, ...plain];
}

function fill(frames: readonly string[], list: string, label: string): Example[] {
  return frames.flatMap((frame) =>
    list.split(", ").map((filling) => toExample(frame.replace("#", filling), label)),
  );
}

function toExample(text: string, label: string): Example {
  return { text, given: Uint8Array.from(emotionLabels, (one) => Number(one === label)) };
}
