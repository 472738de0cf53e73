import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, inject, onTestFinished, test } from "vitest";
import { describePostgres } from "#db/testing/describe-databases.ts";
import { startProxy } from "#db/testing/counting-proxy.ts";
import { createDatabase, dropDatabase } from "#db/testing/postgres-databases.ts";
import { migrate } from "./migrate.ts";
import { expectedMigrations, isMigrated, pendingMigrations } from "./migration-state.ts";
import { openPgliteInMemory } from "./pglite.ts";
import { openPostgres, openPostgresForRequest } from "./postgres.ts";

const names = expectedMigrations.map(({ tag }) => tag);

test("an empty embedded database is pending everything, then nothing", async () => {
  const client = await openPgliteInMemory();
  expect(await pendingMigrations(client)).toEqual(names);
  expect(await isMigrated(client)).toBe(false);
  expect(await migrate(client)).toBe(names.length);
  expect(await isMigrated(client)).toBe(true);
  expect(await migrate(client)).toBe(0);
  await client.close();
});

describePostgres("migrating", (open) => {
  test("by four instances at once applies each migration once", async () => {
    const { adminUrl } = inject("postgres")!;
    const name = `sarah_test_${randomBytes(6).toString("hex")}`;
    onTestFinished(() => dropDatabase(adminUrl, name));
    const url = await createDatabase(adminUrl, name);
    const clients = await Promise.all([1, 2, 3, 4].map(() => openPostgres(url, { poolMax: 2 })));
    const counts = await Promise.all(clients.map(migrate));
    expect(counts.sort((a, b) => a - b)).toEqual([0, 0, 0, names.length]);
    expect(await Promise.all(clients.map(isMigrated))).toEqual([true, true, true, true]);
    await Promise.all(clients.map((client) => client.close()));
  });

  test("waits for another instance for longer than a statement may take", async () => {
    const [holder, waiter] = await Promise.all([
      openPostgres(open().url!, { poolMax: 1 }),
      openPostgres(open().url!, { poolMax: 1, statementTimeoutMs: 100 }),
    ]);
    await holder.db.execute(sql`delete from drizzle.__drizzle_migrations`);
    let migrated: Promise<number> | undefined;
    await holder.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(7274161)`);
      migrated = migrate(waiter).catch(() => -1);
      await tx.execute(sql`select pg_sleep(2.5)`);
      await tx.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at)
            select '', unnest(${sql.param(expectedMigrations.map(({ when }) => when))}::int8[])`,
      );
    });
    expect(await migrated).toBe(0);
    await Promise.all([holder.close(), waiter.close()]);
  });

  test("an up-to-date database costs one round trip after connecting", async () => {
    const proxy = await startProxy(open().url!);
    const client = openPostgresForRequest(proxy.url);
    await client.db.execute(sql`select 1`);
    proxy.reset();
    expect(await migrate(client)).toBe(0);
    expect(proxy.roundTrips()).toBe(1);
    await client.close();
    await proxy.close();
  });

  test("leaves a newer database as it is, and calls it migrated", async () => {
    const { client, db } = open();
    await db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('', 9999999999999)`,
    );
    expect(await migrate(client)).toBe(0);
    expect(await isMigrated(client)).toBe(true);
  });
});
