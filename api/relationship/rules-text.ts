import { absence, counting, dailyLimit, hysteresisPoints, points, stageRules } from "./rules.ts";

const rows = stageRules.map(
  ({ stage, fromScore, messages, days, romantic }) =>
    `| ${stage} | ${fromScore} | ${messages} | ${days} | ${romantic ? "age 18+ and `romance: true`" : ""} |`,
);

/** The rules as the documentation shows them: the table itself, in words. */
export const rulesText = [
  "How close two people are is an append-only ledger: score and stage are what its events add up to.",
  "",
  "| stage | from points | messages | days | besides |",
  "|---|---|---|---|---|",
  ...rows,
  "",
  `A message earns ${points.message} points, ${points.kindness} when it is kind, ${points.opened_up} ` +
    `when it tells of a feeling, and the first of a day ${points.first_of_day} more; at most ` +
    `${dailyLimit.gain} a day (UTC). A message that says next to nothing (under ` +
    `${counting.minLetters} letters or ${counting.minWords} words) or repeats one of the last ` +
    `${counting.comparedMessages} earns nothing. An insult costs ${-points.unkind}, at most ` +
    `${dailyLimit.loss} a day. A stage is left ${hysteresisPoints} points below where it begins. ` +
    `Absence costs nothing for ${absence.afterDays} days, then ${absence.pointsADay} points a day, ` +
    `counted at the return, and never goes below ${absence.floor}: it ends no friendship. Stages are ` +
    "entered one at a time. Without a known age of 18 and `romance: true` the last two are never " +
    "entered, and left at once. What is answered by a command or with help lines is never scored.",
].join("\n");
