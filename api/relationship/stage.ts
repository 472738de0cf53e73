/** The six stages, from the first to the last, and the score each begins at. */
export const stages = [
  { stage: "stranger", fromScore: 0 },
  { stage: "acquaintance", fromScore: 100 },
  { stage: "friend", fromScore: 250 },
  { stage: "close_friend", fromScore: 450 },
  { stage: "romantic_interest", fromScore: 650 },
  { stage: "partner", fromScore: 850 },
] as const;

export type Stage = (typeof stages)[number]["stage"];

/** The stage a score reaches, before any further condition. */
export function stageOf(score: number): Stage {
  return stages.findLast(({ fromScore }) => score >= fromScore)?.stage ?? "stranger";
}
