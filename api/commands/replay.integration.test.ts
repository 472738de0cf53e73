import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";

import { strangers, withEvent } from "#api/relationship/ledger.ts";
import type { Database } from "#db/clients/database.ts";
import { migrate } from "#db/clients/migrate.ts";
import { openPglite } from "#db/clients/pglite.ts";
import { relationshipEvents } from "#db/schema/relationship.ts";
import { userProfiles, users } from "#db/schema/users.ts";
import { run } from "#db/testing/child.ts";
import { describePostgres } from "#db/testing/describe-databases.ts";
import { temporaryFolder } from "#db/testing/temporary-folder.ts";

const slow = { timeout: 120_000 };

/** A user with two events in their ledger. */
async function addUser(db: Database): Promise<string> {
  const userId = randomUUID();
  const name = `u${userId.slice(0, 8)}`;
  const email = `${name}@example.org`;
  await db.insert(users).values({ id: userId, email, username: name, passwordHash: "x" });
  await db.insert(userProfiles).values({ userId, relationshipScore: 7 });
  const at = new Date("2026-01-01T10:00:00.000Z");
  let state = strangers;
  for (const [reason, delta] of [
    ["first_of_day", 5],
    ["message", 2],
  ] as const) {
    state = withEvent(state, { reason, delta, at });
    const { score, stage, events: number, lastAt: _, ...totals } = state;
    const row = { id: randomUUID(), userId, number, at, delta, score, stage, reason, totals };
    await db.insert(relationshipEvents).values(row);
  }
  return userId;
}

interface Site {
  env: NodeJS.ProcessEnv;
  /** Does something to the database, of which nobody else has hold meanwhile. */
  change: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
}

async function replay({ env }: Site, ...argv: string[]) {
  const child = run(["api/commands/replay.ts", ...argv], env);
  const lines: string[] = [];
  for (let line = await child.nextLine(); line !== undefined; line = await child.nextLine()) {
    lines.push(line);
  }
  return { ...(await child.ended()), lines };
}

function declare(open: () => Promise<Site>) {
  test(
    "says nothing of ledgers that are right, and names every difference of one that is not",
    slow,
    async () => {
      const site = await open();
      const [right, wrong] = await site.change(async (db): Promise<[string, string]> => [
        await addUser(db),
        await addUser(db),
      ]);
      expect(await replay(site)).toEqual({
        code: 0,
        stderr: "",
        lines: [expect.stringMatching(/^Ledgers: \d+, differences: 0\.$/)],
      });
      await site.change(async (db) => {
        await db
          .update(userProfiles)
          .set({ relationshipScore: 900 })
          .where(eq(userProfiles.userId, wrong));
        await db
          .update(relationshipEvents)
          .set({ stage: "partner" })
          .where(eq(relationshipEvents.userId, wrong));
      });
      const { code, lines } = await replay(site);
      expect(code).toBe(1);
      const stage = { userId: wrong, what: "stage", stored: "partner", replayed: "stranger" };
      expect(lines.slice(0, -1).map((line) => JSON.parse(line))).toEqual([
        { ...stage, event: 1 },
        { ...stage, event: 2 },
        { userId: wrong, event: null, what: "score", stored: "900", replayed: "7" },
      ]);
      expect(await replay(site, "--user", right)).toMatchObject({
        code: 0,
        lines: ["Ledgers: 1, differences: 0."],
      });
      expect(await replay(site, "--user", wrong)).toMatchObject({ code: 1 });
    },
  );
}

describe("the replay command (PGlite)", () => {
  declare(async () => {
    const folder = temporaryFolder();
    const change: Site["change"] = async (work) => {
      const client = await openPglite(join(folder, "pglite"));
      await migrate(client);
      const result = await work(client.db);
      await client.close();
      return result;
    };
    return { env: { DATA_DIR: folder, DATABASE_URL: "" }, change };
  });

  test("asks for an argument it understands", slow, async () => {
    const { code, stderr } = await replay(
      { env: {}, change: () => Promise.reject() },
      "--user",
      "me",
    );
    expect(code).toBe(2);
    expect(stderr).toContain("Usage: npm run replay");
  });
});

describePostgres("the replay command", (open) => {
  declare(async () => ({ env: { DATABASE_URL: open().url! }, change: (work) => work(open().db) }));
});
