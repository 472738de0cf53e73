import { indexOfStage, type Stage } from "./stage.ts";

const words: Record<Stage, string> = {
  stranger: "just getting to know each other",
  acquaintance: "acquaintances",
  friend: "friends",
  close_friend: "close friends",
  romantic_interest: "more than friends",
  partner: "partners",
};

/** What a user is told when a stage begins; plain, and never a reproach. */
export function stageNotice(name: string, from: Stage, to: Stage): string {
  return indexOfStage(to) > indexOfStage(from)
    ? `You and ${name} have become ${words[to]}.`
    : `You and ${name} are ${words[to]} now.`;
}
