import { dayPattern } from "./numbers-and-days.ts";
import type { Said } from "./said.ts";

const born = new RegExp(
  String.raw`\b(?:(?<whose>my|mine|our|(?:my \p{L}+|mum|mom|dad|grandma|grandpa)'s)(?:(?: \d+(?:st|nd|rd|th)| own)? (?:birthday|bday|b-day|birth day|birthdate|date of birth|dob))?(?:(?: this year)?(?: is| falls|'s|:| was| comes)(?: always| the day \p{L}+,)?(?: on| up on)?(?: \p{L}+day,?)?(?: the)?|, )+ ?|(?<self>i was born|i'm born|i am born|born)(?: on| the)+ |it'?s (?<mine>my) birthday on |i (?<age>turn \d+|celebrate my birthday) on )(?<day>${dayPattern})`,
  "iu",
);

/** Birthdays of the writer and of those near. */
export function readBirthdays(sentence: string): Said[] {
  const days: Said[] = [];
  let rest = sentence;
  for (let i = 0; i < 3; i += 1) {
    const match = born.exec(rest);
    if (match === null) break;
    const { whose = "my", day } = match.groups as Record<string, string>;
    const isNamed =
      /birth|bday|b-day|dob|born|mine/iu.test(match[0]) ||
      days.length > 0 ||
      /turn/iu.test(match[0]);
    const of = /^(?:my (\p{L}+)|(mum|mom|dad|grandma|grandpa))'s$/iu.exec(whose);
    const subject = of?.[1] ?? of?.[2];
    if (isNamed)
      days.push({ type: "birthday", value: day!, ...(subject !== undefined && { subject }) });
    rest = rest.slice(match.index + match[0].length);
  }
  return days;
}
