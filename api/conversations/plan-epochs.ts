import type { Epoch, TalkMessage } from "#api/agents/prompt/epoch.ts";
import { nextEpoch, type Talk } from "#api/agents/prompt/plan-epoch.ts";
import type { ModelDescription } from "#api/inference-client/describe-model.ts";
import type { CompletionEnd } from "#api/inference-client/read-completion.ts";
import type { Stage } from "#api/relationship/stage.ts";
import type { EpochChange } from "#db/repositories/turn.ts";
import type { PromptParts } from "./prompt-parts.ts";

/** What the model was asked with. */
export interface AskedPrompt {
  epoch: Epoch;
  parts: PromptParts;
  description: ModelDescription;
}

/** How a turn ended, as far as it bears on the next prompt. */
export interface EndedTurn {
  /** What was answered, and its number in the conversation. */
  text: string;
  sequence: number;
  end: Pick<CompletionEnd, "promptTokens" | "completionTokens">;
  /** How close the two are now. */
  stage: Stage;
  now: Date;
}

/** What becomes of the epochs with a turn, and what may be read ahead for the next one. */
export interface EpochPlan {
  /** Null where nothing has to be stored. */
  change: EpochChange | null;
  /** The epoch that is to be prepared, with the talk as it will find it; undefined for none. */
  next: { epoch: Epoch; talk: Talk } | undefined;
}

/** Decides with the end of a turn whether the next one goes on in its epoch: a function of what was read. */
export function planEpochs(
  { epoch, parts, description }: AskedPrompt,
  ended: EndedTurn,
): EpochPlan {
  const canPrepare = description.capabilities.includes("prefill");
  const used = { ...epoch, isReady: true };
  const talk = {
    ...parts,
    stage: ended.stage,
    window: [...parts.window, ...turnOf(used, parts, ended)],
  };
  const next = nextEpoch(used, talk, { limits: description, canPrepare });
  const kept = next === undefined ? [used] : [used, next];
  const isStored = parts.epochs.some(({ number, isReady }) => number === used.number && isReady);
  const written = kept.filter((one) => one !== used || !isStored);
  const hasOthers = parts.epochs.some(({ number }) => number !== used.number);
  const isSame = written.length === 0 && !hasOthers;
  return {
    change: isSame
      ? null
      : { revision: parts.revision, numbers: kept.map(({ number }) => number), written },
    next: next?.isReady === false ? { epoch: next, talk } : undefined,
  };
}

/** The message and the reply as the next turn will find them. */
function turnOf(epoch: Epoch, parts: PromptParts, ended: EndedTurn): TalkMessage[] {
  const { promptTokens, completionTokens } = ended.end;
  const isCounted = promptTokens > 0;
  const at = ended.now.toISOString();
  const nothing = { tokensUsed: null, promptTokens: null, epoch: null, source: null };
  const { sequence, content, note } = parts;
  return [
    { ...nothing, sequence, role: "user", content, note, at },
    {
      sequence: ended.sequence,
      role: "assistant",
      content: ended.text,
      note: null,
      at,
      source: "model",
      tokensUsed: completionTokens,
      promptTokens: isCounted ? promptTokens : null,
      epoch: epoch.number,
    },
  ];
}
