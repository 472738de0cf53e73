import { desc, eq, isNotNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";

import type { Database } from "#db/clients/database.ts";
import { messages, reports } from "#db/schema/conversations.ts";

type ReportRow = typeof reports.$inferInsert;

const asked = alias(messages, "asked");

/** Ratings and reports of replies. */
export function createReportRepository(db: Database) {
  return {
    /** Keeps a rating; a user has one for a reply. */
    async rate(row: Pick<ReportRow, "id" | "userId" | "messageId" | "createdAt" | "rating">) {
      await db
        .insert(reports)
        .values(row)
        .onConflictDoUpdate({
          target: [reports.userId, reports.messageId],
          targetWhere: isNotNull(reports.rating),
          set: { rating: row.rating, createdAt: row.createdAt },
        });
    },

    /** The newest reports, each with the turn it is about and no more. */
    async findNewest(limit: number) {
      return db
        .select({
          id: reports.id,
          reportedAt: reports.createdAt,
          reason: reports.reason,
          note: reports.note,
          message: asked.content,
          reply: messages.content,
          personality: messages.personality,
          model: messages.model,
        })
        .from(reports)
        .innerJoin(messages, eq(messages.id, reports.messageId))
        .leftJoin(asked, eq(asked.id, messages.replyTo))
        .where(isNotNull(reports.reason))
        .orderBy(desc(reports.createdAt), desc(reports.id))
        .limit(limit);
    },

    /** Keeps a report. */
    async add(row: ReportRow): Promise<void> {
      await db.insert(reports).values(row);
    },
  };
}
