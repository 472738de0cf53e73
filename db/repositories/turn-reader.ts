import { rowsOf, type Database } from "#db/clients/database.ts";
import { peekingStatement, scoringStatement } from "./turn-reading.ts";
import type {
  SaidBefore,
  ScoringGrounds,
  StoredEpoch,
  TurnOpening,
  TurnProfile,
  WindowMessage,
} from "./turn.ts";

/** Reads what opening a turn reads, without opening one. */
export function createTurnReader(db: Database) {
  return {
    /** What composing the next prompt of a conversation needs; undefined when the user has none such. */
    async peek(
      userId: string,
      conversationId: string,
    ): Promise<
      | (Pick<TurnOpening, "profile" | "window" | "epochs" | "promptRevision"> & {
          personality: string | null;
        })
      | undefined
    > {
      const result = await db.execute(peekingStatement(userId, conversationId));
      const [row] = rowsOf<PeekedRow>(result);
      return row && { ...row, promptRevision: row.prompt_revision };
    },

    /** What scoring a message needs, read anew; undefined when the account is gone. */
    async findScoringGrounds(
      userId: string,
      userMessageId: string,
    ): Promise<ScoringGrounds | undefined> {
      const result = await db.execute(scoringStatement(userId, userMessageId));
      const [row] = rowsOf<ScoringRow>(result);
      if (row === undefined) return undefined;
      const { profile, said_before: saidBefore, is_scored: isScored, message } = row;
      return { profile, saidBefore, isScored, message };
    },
  };
}

interface PeekedRow {
  profile: TurnProfile;
  window: WindowMessage[];
  epochs: StoredEpoch[];
  prompt_revision: number;
  personality: string | null;
}

interface ScoringRow {
  profile: TurnProfile;
  said_before: SaidBefore[];
  is_scored: boolean;
  message: ScoringGrounds["message"];
}
