const ones =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

const onePattern = ones.slice(0, 9).join("|");
/** A number in digits or words up to a hundred, for a pattern. */
export const numberPattern = `(?:\\d{1,3}|(?:${tens.join("|")})(?:[ -](?:${onePattern}))?|${ones.toReversed().join("|")})`;

const months =
  "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";
const holidays =
  "christmas(?: eve| day)?|new year'?s(?: eve| day)?|halloween|valentine'?s(?: day)?|st\\.? patrick'?s day|leap day|boxing day|april fools'?(?: day)?|midsummer";

/** A day of the year, for a pattern. */
export const dayPattern = `(?:(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${months})\\b(?:,? \\d{4})?|(?:${months})\\.? (?:the )?\\d{1,2}(?:st|nd|rd|th)?\\b(?:,? \\d{4})?|\\d{1,2}[./]\\d{1,2}(?:[./]\\d{2,4})?|\\d{4}-\\d{2}-\\d{2}|${holidays})`;

const weekdays =
  "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun";

/** When something is, was or will be, for a pattern. */
export const whenPattern = `(?:(?:(?:on|this|next|last|coming|by|every) )*(?:${weekdays})s?(?: (?:morning|afternoon|evening|night))?|today|tonight|tomorrow(?: (?:morning|afternoon|evening|night))?|yesterday(?: (?:morning|afternoon|evening))?|(?:this|next|last) (?:morning|afternoon|evening|week|weekend|month|year|spring|summer|autumn|fall|winter|term|semester|night|${months})|in (?:(?:the )?(?:spring|summer|autumn|fall|winter)|(?:${months})|(?:a|an|\\d+|two|three|four|five|six|a few) (?:hours?|days?|weeks?|months?|years?))(?: \\d{4})?|(?:a|an|two|three|four|five|six|\\d+|a few) (?:days?|weeks?|months?|years?|hours?) ago|(?:on |at )?${dayPattern}|after (?:summer|christmas|easter|graduation|the holidays)|at (?:\\d{1,2}(?::\\d\\d)?(?: ?[ap]m)?|noon)(?= |$|[.,!])|just now|recently|soon)`;

/** When something is going to be, for a pattern. */
export const laterPattern = `(?:(?:on|this|next|coming) (?:${weekdays})(?: (?:morning|afternoon|evening|night))?|(?:${weekdays})(?: (?:morning|afternoon|evening|night))?|tomorrow(?: (?:morning|afternoon|evening|night))?|(?:this|next) (?:week|weekend|month|year|spring|summer|autumn|fall|winter|term|semester|${months})|in (?:(?:the )?(?:spring|summer|autumn|fall|winter)|(?:${months})|(?:a|an|\\d+|two|three|four|five|six|a few) (?:days?|weeks?|months?|years?))|after (?:summer|christmas|easter|graduation|the holidays)|on ${dayPattern}|when (?:i'm|i am) \\d\\d|soon)`;

/** A number in digits or words; undefined for anything else. */
export function toNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const [first, second] = text.toLowerCase().split(/[ -]/);
  const one = ones.indexOf(first!);
  if (one >= 0) return one + 1;
  const ten = tens.indexOf(first!);
  if (ten < 0) return undefined;
  return (ten + 2) * 10 + (second === undefined ? 0 : ones.indexOf(second) + 1);
}
