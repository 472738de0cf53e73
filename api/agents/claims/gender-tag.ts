import type { Gender } from "./gendered-words.ts";

/** Short forms: "24m here", "I (34F)", "she/her", "FTM here, baby is 3 weeks". */
export interface GenderTag {
  pattern: RegExp;
  confidence: number;
  genderOf: (match: RegExpExecArray, sentence: string) => Gender | undefined;
}
