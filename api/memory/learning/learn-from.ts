import { clausesOf, lastKin, type Clause, type Kin } from "./clauses.ts";
import { readConditions } from "./conditions.ts";
import { applyCorrection } from "./corrections.ts";
import { readForeign } from "./foreign.ts";
import { relationOf } from "./kin.ts";
import { Keeper } from "./keeper.ts";
import type { Learned } from "./learned.ts";
import { ownSentences, type OwnSentence } from "./own-words.ts";
import { readBeing } from "./read-being.ts";
import { readDoing } from "./read-doing.ts";
import { readCalendar, readHappenings } from "./read-happenings.ts";
import { readBirthdays } from "./read-birthdays.ts";
import { readCounts } from "./read-counts.ts";
import { readFavourites } from "./read-favourites.ts";
import { readMentions, type Mention } from "./read-mentions.ts";
import { readSayings } from "./read-sayings.ts";
import { takePhrase } from "./things.ts";

/** A message to learn from. */
export interface Message {
  text: string;
  /** When it was said. */
  at: Date;
}

/** More of a message is not read: nobody tells of themselves at such length without a full stop. */
const longestMessage = 4000;

/**
 * What a message teaches about its writer and those in their life, by rules: a function of its words.
 * English is read well, Spanish, German, French and Portuguese for what is simple; of any other
 * language nothing is learnt. What is read is the words themselves, so a language that was told
 * wrongly does no harm.
 */
export function learnFrom({ text, at }: Message): Learned {
  const keeper = new Keeper();
  let spokenOf: Kin | undefined;
  for (const sentence of ownSentences(text.slice(0, longestMessage))) {
    const named = readEnglish(sentence, keeper, spokenOf);
    spokenOf = named ?? lastKin(sentence.text) ?? spokenOf;
    for (const { kin, ...said } of readForeign(sentence.text)) {
      if (said.type === "") mentionForeign(kin!, keeper);
      else keeper.say(said, kin);
    }
  }
  const learned = keeper.learned();
  const episodes = learned.facts
    .filter(({ type, subject }) => type === "event" && subject === undefined)
    .map(({ value }) => ({ summary: value, occurredAt: at }));
  return { ...learned, episodes };
}

function mentionForeign(kin: Kin, keeper: Keeper): void {
  keeper.mention({ ...kin, isFormer: false, at: 0 });
}

function readEnglish(
  { text, asked }: OwnSentence,
  keeper: Keeper,
  spokenOf?: Kin,
): Kin | undefined {
  const correction = applyCorrection(text, keeper);
  if (correction.isWhole) return undefined;
  const mentions = readMentions(text, spokenOf);
  for (const mention of mentions) keeper.mention(mention);
  for (const said of readFavourites(text, asked, (value) => takePhrase(value, 8))) keeper.say(said);
  for (const said of readBirthdays(text)) keeper.say(said, kinOf(said.subject));
  for (const said of readCounts(text, mentions)) keeper.say(said);
  for (const said of readSayings(text)) keeper.say(said);
  for (const said of readCalendar(text)) keeper.say(said);
  const condition = readConditions(text, "own");
  if (condition !== undefined) keeper.say({ type: "health", value: condition });
  for (const clause of clausesOf(text, spokenOf)) readClause(clause, mentions, keeper);
  correction.mark();
  return mentions.at(-1);
}

const kinOf = (noun: string | undefined): Kin | undefined =>
  noun === undefined ? undefined : { noun, relation: relationOf(noun) ?? noun };

function readClause(clause: Clause, mentions: Mention[], keeper: Keeper): void {
  const { subject, isDenied, isFormer } = clause;
  if (subject.kind === "other") return;
  const said = [...readBeing(clause), ...readDoing(clause), ...readHappenings(clause)];
  const kin = subject.kind === "kin" ? withName(subject, mentions) : undefined;
  for (const one of said) {
    keeper.say(one, one.isOwn ? undefined : kin, isDenied || isFormer);
  }
}

/** Who was named in the same sentence goes by that name. */
function withName(kin: Kin, mentions: Mention[]): Kin {
  const named = mentions.find(
    ({ noun, owner }) => owner === undefined && noun.toLowerCase() === kin.noun.toLowerCase(),
  );
  return kin.name === undefined && named?.name !== undefined ? { ...kin, name: named.name } : kin;
}
