import { and, eq, isNotNull } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";
import { reports } from "#db/schema/conversations.ts";

type ReportRow = typeof reports.$inferInsert;

/** Ratings and reports of replies. */
export function createReportRepository(db: Database) {
  return {
    /** Keeps a rating; a user has one for a reply. */
    async rate(row: Pick<ReportRow, "id" | "userId" | "messageId" | "createdAt" | "rating">) {
      await db.transaction(async (tx) => {
        await tx
          .delete(reports)
          .where(
            and(
              eq(reports.userId, row.userId),
              eq(reports.messageId, row.messageId),
              isNotNull(reports.rating),
            ),
          );
        await tx.insert(reports).values(row);
      });
    },

    /** Keeps a report. */
    async add(row: ReportRow): Promise<void> {
      await db.insert(reports).values(row);
    },
  };
}
