import type { Said } from "./said.ts";

const favourite = new RegExp(
  String.raw`\b(?:my|our)(?: (?:all[- ]time|absolute|current|new|number one|personal))* (?<fav>favou?rite|fav|fave|favorit|no\.? ?1) (?<noun>(?!thing\b|part\b|people\b|person\b|way\b|kind\b|child\b)[\p{L}-]+(?: (?:of food|to \p{L}+|(?!is|are|has|was|will|of|in|as|would|must|might)[\p{L}-]+))?)(?: of all time| ever| by far| right now| these days| for sure| without doubt)*(?:,? (?:is|are|has (?:always |got to )?(?:been|be)|was always|would be|must be|will always be)|'s|:| =| -) (?:still |probably |definitely |obviously |always |currently |hands down |by far )*(?<value>.+)`,
  "iu",
);
const favouriteOf = new RegExp(
  String.raw`^(?<value>[^,.;:]{2,60}?) (?:is|are|has always been|will always be)(?: (?:still|probably|definitely|easily|by far|hands down))* (?:my|our)(?: (?:all[- ]time|absolute|current|personal))* (?:favou?rite|fav|fave) (?<noun>[\p{L}-]+)`,
  "iu",
);
const favouriteColon =
  /^\W*(?:(?:my|and|all[- ]time) )*(?:favou?rite|fav|fave) (?<noun>[\p{L}-]+)(?: ever)?(?::| -| =) (?<value>.+)/iu;
const favouriteAsked = /^\W*(?:(?:my|ok|so|well) )*(?:favou?rite|fav|fave) (?<noun>[\p{L}-]+)\?/iu;
const leastFavourite =
  /\bmy least favou?rite (?<noun>[\p{L}-]+)(?: (?:is|are|has always been)|'s|:) (?<value>.+)/iu;

/** What somebody likes best of a kind. */
export function readFavourites(
  sentence: string,
  asked: string | undefined,
  cut: (text: string) => string | undefined,
): Said[] {
  const least = leastFavourite.exec(sentence)?.groups;
  if (least) return toSaid("dislikes", cut(least["value"]!));
  const question = favouriteAsked.exec(asked ?? "")?.groups;
  if (question) {
    const value = cut(
      sentence.replace(
        /^(?:definitely|easily|probably|hands down|always|it'?s|that'?s|has to be|gotta be|the one and only|mine is|obviously)\s+/iu,
        "",
      ),
    );
    return value === undefined || /^(?:none|no idea|dunno|idk|i )/iu.test(value)
      ? []
      : toSaid(favouriteType(question["noun"]!), value);
  }
  const direct = (favourite.exec(sentence) ?? favouriteColon.exec(sentence))?.groups;
  if (direct) return toSaid(favouriteType(direct["noun"]!), cut(direct["value"]!));
  const turned = favouriteOf.exec(sentence)?.groups;
  if (
    turned &&
    !/^(?:it|this|that|he|she|they|you|these|those|which|one|what|who|there|here)\b/iu.test(
      turned["value"]!,
    )
  ) {
    return toSaid(
      favouriteType(turned["noun"]!),
      turned["value"]!.replace(/^(?:and|but|so|well|honestly|oh|yes|no),? /iu, ""),
    );
  }
  return [];
}

const notThings =
  /^(?:yet|when|how|what|changing|always changing|different|you|unknown|none|hard to|a (?:secret|tie|tough|hard|toss)|impossible|not|the one|that|this|it|so|gone|broken|closed|dead|sold|missing|here|there|too|very|really|out of)\b/iu;

const toSaid = (type: string, value: string | undefined): Said[] =>
  value === undefined || notThings.test(value) ? [] : [{ type, value }];

const favouriteType = (noun: string) =>
  `favourite_${noun.toLowerCase().replaceAll(/[\s-]+/g, "_")}`;
