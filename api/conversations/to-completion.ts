import { personas } from "#api/agents/choose-persona.ts";
import { toOwner } from "#api/memory/render-fact.ts";
import type { ScoredTurn } from "#api/relationship/score-turn.ts";
import { stageNotice } from "#api/relationship/stage-notice.ts";
import type { ReplyWork } from "./reply-work.ts";
import type { Completion } from "./schemas.ts";

/** When the parts of writing a reply happened, on the monotonic clock. */
export interface ReplyClock {
  askedAtMs: number;
  admittedAtMs: number;
  firstTokenAtMs: number | undefined;
}

/** What `message.done` says besides the reply. */
export function toCompletion(
  work: ReplyWork,
  measured: Pick<Completion, "usage" | "timings">,
  { score, stageBefore, stage, changed }: ScoredTurn,
): Completion {
  const { name } = personas[work.personality];
  const text = stageNotice(name, stageBefore, stage);
  return {
    ...measured,
    relationship: { score, stage, changed },
    memory: {
      recalled:
        work.recalled === undefined
          ? []
          : [{ kind: work.recalled.kind, id: work.recalled.id, text: work.recalled.text }],
      learned: work.learned.map((fact) => ({ kind: "fact", id: fact.id, text: toOwner(fact) })),
    },
    notices: stage === stageBefore ? [] : [{ kind: "stage", level: stage, text }],
  };
}

/** How long the parts of a reply took. */
export function timingsOf(
  work: ReplyWork,
  clock: ReplyClock,
  tokens: number,
): Completion["timings"] {
  const endedAtMs = performance.now();
  const firstTokenAtMs = clock.firstTokenAtMs ?? endedAtMs;
  const seconds = (endedAtMs - firstTokenAtMs) / 1000;
  return {
    queueMs: Math.round(clock.admittedAtMs - clock.askedAtMs),
    firstTokenMs: Math.round(firstTokenAtMs - work.arrivedAtMs),
    totalMs: sinceArrival(work),
    tokensPerSecond: seconds > 0 ? Math.round((tokens / seconds) * 10) / 10 : 0,
  };
}

/** How long ago the request arrived. */
export const sinceArrival = ({ arrivedAtMs }: ReplyWork) =>
  Math.round(performance.now() - arrivedAtMs);
