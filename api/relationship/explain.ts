import { missingFor, type Missing } from "./ledger.ts";
import { scoreRange, stageRules } from "./rules.ts";
import type { RelationshipView } from "./schemas.ts";
import { indexOfStage, stages, unlockedAt, type Stage } from "./stage.ts";
import type { Standing } from "./standing.ts";

/**
 * Explains how a user stands: what is open to them, and what each further stage still needs.
 *
 * @param beganAt when the account was made, for who has no history yet
 */
export function explainStanding(
  { relationship, romance, stage }: Standing,
  { maxStage, isAdult, beganAt }: { maxStage: Stage; isAdult: boolean; beganAt: string },
): RelationshipView {
  const { score } = relationship;
  const index = indexOfStage(stage);
  const nextStage = stages[Math.min(index + 1, indexOfStage(maxStage))];
  const totals = { ...relationship, romance };
  const locked = stageRules.slice(index + 1).map((rule) => ({
    stage: rule.stage,
    needs: [
      ...missingFor(rule, totals).flatMap((missing) => toNeeds(missing, isAdult)),
      ...(indexOfStage(rule.stage) > indexOfStage(maxStage) ? ["Not offered by this service"] : []),
    ],
  }));
  return {
    score,
    stage,
    stageProgress: progressOf(score, index),
    nextStage: nextStage === undefined || nextStage === stage ? null : nextStage,
    unlocked: unlockedAt(stage),
    locked,
    since: relationship.since ?? beganAt,
  };
}

/** How much of the way to the next stage the score has come, from 0 to 1. */
function progressOf(score: number, index: number): number {
  const from = stageRules[index]!.fromScore;
  const to = stageRules[index + 1]?.fromScore ?? scoreRange.max;
  const progress = (score - from) / (to - from);
  return Math.round(Math.min(1, Math.max(0, progress)) * 100) / 100;
}

function toNeeds({ what, by }: Missing, isAdult: boolean): string[] {
  switch (what) {
    case "score":
      return [`${by} more ${by === 1 ? "point" : "points"}`];
    case "messages":
      return [`${by} more ${by === 1 ? "message" : "messages"}`];
    case "days":
      return [`${by} more ${by === 1 ? "day" : "days"} of talking`];
    case "romance":
      return [...(isAdult ? [] : ["An age of 18 or more"]), "Romance turned on in the preferences"];
    default:
      return what satisfies never;
  }
}
