import { and, eq, getTableColumns, gt, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";

import type { Database } from "#db/clients/database.ts";
import {
  conversationEpochs,
  conversations,
  idempotencyKeys,
  messages,
  messageTombstones,
  reports,
} from "#db/schema/conversations.ts";
import {
  entities,
  episodes,
  forgottenFacts,
  imports,
  relations,
  userFacts,
} from "#db/schema/memory.ts";
import { notices, relationshipEvents } from "#db/schema/relationship.ts";
import { jobs } from "#db/schema/service.ts";
import { passwordResets, sessions } from "#db/schema/users.ts";

/** A row with the columns of its table, in the code's names. */
export type ExportedRow = Record<string, unknown>;

/** A table whose rows belong to a user or to a conversation, and what they are paged by. */
interface Source {
  table: PgTable;
  owner: PgColumn;
  /** Unique among the rows of one owner. */
  key: string;
  /** What is no use to anybody but us, or a secret. */
  without?: string[];
}

/** What is held of a user besides account, profile and conversations, by its name in the export. */
const ofUser = {
  sessions: { table: sessions, owner: sessions.userId, key: "id" },
  facts: { table: userFacts, owner: userFacts.userId, key: "id" },
  episodes: { table: episodes, owner: episodes.userId, key: "id" },
  entities: { table: entities, owner: entities.userId, key: "id" },
  relations: { table: relations, owner: relations.userId, key: "id" },
  forgottenFacts: { table: forgottenFacts, owner: forgottenFacts.userId, key: "id" },
  imports: { table: imports, owner: imports.userId, key: "conversationId" },
  relationshipEvents: { table: relationshipEvents, owner: relationshipEvents.userId, key: "id" },
  notices: { table: notices, owner: notices.userId, key: "id" },
  feedback: { table: reports, owner: reports.userId, key: "id" },
  idempotencyKeys: { table: idempotencyKeys, owner: idempotencyKeys.userId, key: "key" },
  pendingJobs: { table: jobs, owner: jobs.userId, key: "id" },
  passwordResets: {
    table: passwordResets,
    owner: passwordResets.userId,
    key: "userId",
    without: ["tokenHash"],
  },
} satisfies Record<string, Source>;

/** What belongs to one conversation, by its name in the export. */
const ofConversation = {
  messages: {
    table: messages,
    owner: messages.conversationId,
    key: "sequence",
    without: ["leaseOwner", "leaseUntil"],
  },
  deletedMessages: {
    table: messageTombstones,
    owner: messageTombstones.conversationId,
    key: "messageId",
  },
  epochs: { table: conversationEpochs, owner: conversationEpochs.conversationId, key: "number" },
} satisfies Record<string, Source>;

export const userSections = Object.keys(ofUser) as (keyof typeof ofUser)[];
export const conversationSections = Object.keys(ofConversation) as (keyof typeof ofConversation)[];

const rowsAPage = 100;

/**
 * Everything that is held of a user, a page at a time and each page only when it is asked for. Not
 * one moment's picture: that would hold a connection, or the whole embedded database, for as long as
 * somebody reads.
 */
export function createUserExport(db: Database) {
  async function* pages(
    { table, owner, key, without = [] }: Source,
    ownerId: string,
  ): AsyncGenerator<ExportedRow[]> {
    const column = getTableColumns(table)[key]!;
    let after: SQL | undefined;
    for (;;) {
      const rows: ExportedRow[] = await db
        .select()
        .from(table)
        .where(and(eq(owner, ownerId), after))
        .orderBy(column)
        .limit(rowsAPage);
      if (rows.length > 0) yield rows.map((row) => leaveOut(row, without));
      if (rows.length < rowsAPage) return;
      after = gt(column, rows.at(-1)![key]);
    }
  }

  return {
    /** The user's rows of one kind. */
    ofUser: (section: keyof typeof ofUser, userId: string) => pages(ofUser[section], userId),

    /** The user's conversations. */
    conversations: (userId: string) =>
      pages({ table: conversations, owner: conversations.userId, key: "id" }, userId),

    /** What belongs to a conversation, which must be the user's. */
    ofConversation: (section: keyof typeof ofConversation, conversationId: string) =>
      pages(ofConversation[section], conversationId),
  };
}

function leaveOut(row: ExportedRow, names: string[]): ExportedRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}
