import { stageRules } from "./rules.ts";

export type Stage = (typeof stageRules)[number]["stage"];

/** The six stages, from the first to the last. */
export const stages = stageRules.map(({ stage }) => stage);

/** How far along a stage is, from 0. */
export const indexOfStage = (stage: Stage): number => stages.indexOf(stage);

/** The last stage that is not for adults alone. */
const lastForAll: Stage = stageRules.findLast(({ romantic }) => !romantic)!.stage;

/** The stage two people live: the ledger's, but never beyond what the operator and the user allow now. */
export function livedStage(stage: Stage, allowed: { maxStage: Stage; romance: boolean }): Stage {
  const bounds = [stage, allowed.maxStage, ...(allowed.romance ? [] : [lastForAll])];
  return stages[Math.min(...bounds.map(indexOfStage))]!;
}

/** What is open at a stage: its own and what those before it brought. */
export function unlockedAt(stage: Stage): {
  styles: string[];
  topics: string[];
  emotionalDepth: number;
} {
  const reached = stageRules.slice(0, indexOfStage(stage) + 1);
  return {
    styles: reached.flatMap(({ styles }) => [...styles]),
    topics: reached.flatMap(({ topics }) => [...topics]),
    emotionalDepth: reached.at(-1)!.emotionalDepth,
  };
}
