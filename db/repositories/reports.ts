import { isNotNull } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";
import { reports } from "#db/schema/conversations.ts";

type ReportRow = typeof reports.$inferInsert;

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

    /** Keeps a report. */
    async add(row: ReportRow): Promise<void> {
      await db.insert(reports).values(row);
    },
  };
}
