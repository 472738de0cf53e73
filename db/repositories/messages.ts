import { and, desc, eq, gt, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";

import type { Database } from "#db/clients/database.ts";
import { conversations, messages, messageTombstones } from "#db/schema/conversations.ts";
import { variantsOf } from "./closing-statement.ts";

export type MessageRow = typeof messages.$inferSelect;
export type MessageStatus = MessageRow["status"];

/** Another reply to the same message, as JSON from the database. */
export interface StoredVariant {
  id: string;
  content: string;
  status: MessageStatus;
  personality: string | null;
  tokensUsed: number | null;
  createdAt: string;
  model: string | null;
}

/** A message with the other replies to the same one. */
export interface ListedMessage {
  reply: MessageRow;
  variants: StoredVariant[];
}

/** A reply with the message it answers. */
export interface ReplyRecord extends ListedMessage {
  userMessage: MessageRow | null;
  /** Whether the user has not gone on since. */
  isLast: boolean;
  /** Another one when there is something new to tell of the reply. */
  version: string;
}

/** How far a reply is, and until when somebody writes it. */
export interface ReplyVersion {
  version: string;
  leaseUntil: Date | null;
}

interface PageRequest {
  limit: number;
  beforeSequence: number | undefined;
  updatedSince: Date | undefined;
}

export type MessageRepository = ReturnType<typeof createMessageRepository>;

const asked = alias(messages, "asked");

/** Renewing a lease alone is nothing new. */
const version = sql<string>`concat_ws('/', ${messages.status}, ${messages.attempt},
  octet_length(${messages.content}), ${messages.opening} is not null)`;

/** Whether no message of the user comes after the one that is answered. */
const isLast = sql<boolean>`not exists (
  select 1 from ${messages} n where n.conversation_id = "messages"."conversation_id"
    and n.role = 'user' and n.sequence > "asked"."sequence")`;

const variants = variantsOf(sql.raw("messages"));

const isOneOf = (ids: string[]) => sql`${messages.id} in (
  select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`;

/** Messages, always within a conversation of one user. */
export function createMessageRepository(db: Database) {
  return {
    /**
     * A page of the user's conversation, newest first, before a sequence number when one is given
     * and only what has changed when a time is. One statement; undefined when the user has no such
     * conversation.
     */
    async findPage(
      userId: string,
      conversationId: string,
      { limit, beforeSequence, updatedSince }: PageRequest,
    ): Promise<ListedMessage[] | undefined> {
      const isListed = and(
        eq(messages.conversationId, conversations.id),
        eq(messages.isActive, true),
        beforeSequence === undefined ? undefined : lt(messages.sequence, beforeSequence),
        updatedSince === undefined ? undefined : gt(messages.updatedAt, updatedSince),
      );
      const rows = await db
        .select({ reply: messages, variants })
        .from(conversations)
        .leftJoin(messages, isListed)
        .where(and(eq(conversations.id, conversationId), eq(conversations.userId, userId)))
        .orderBy(desc(messages.sequence))
        .limit(limit);
      if (rows.length === 0) return undefined;
      return rows.flatMap(({ reply, variants: others }) =>
        reply === null ? [] : [{ reply, variants: others }],
      );
    },

    /** The ids of the conversation's messages that were deleted since then. */
    async findDeletedSince(conversationId: string, since: Date): Promise<string[]> {
      const rows = await db
        .select({ id: messageTombstones.messageId })
        .from(messageTombstones)
        .where(
          and(
            eq(messageTombstones.conversationId, conversationId),
            gt(messageTombstones.deletedAt, since),
          ),
        );
      return rows.map(({ id }) => id);
    },

    /** The user's reply by id, whether active or a variant. */
    async findReply(userId: string, replyId: string): Promise<ReplyRecord | undefined> {
      const [row] = await db
        .select({ reply: messages, userMessage: asked, variants, isLast, version })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .leftJoin(asked, eq(asked.id, messages.replyTo))
        .where(
          and(
            eq(messages.id, replyId),
            eq(messages.role, "assistant"),
            eq(conversations.userId, userId),
          ),
        );
      return row;
    },

    /** How far replies are, by id; what each says only its user may read. */
    async findVersions(replyIds: string[]): Promise<Map<string, ReplyVersion>> {
      const columns = { id: messages.id, version, leaseUntil: messages.leaseUntil };
      const rows = await db.select(columns).from(messages).where(isOneOf(replyIds));
      return new Map(rows.map((row) => [row.id, row]));
    },
  };
}
