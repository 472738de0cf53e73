import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { describePostgres, type TestDatabase } from "#db/testing/describe-databases.ts";
import { startProxy } from "#db/testing/counting-proxy.ts";
import { databaseErrorOf } from "./database-error.ts";
import { rowsOf, type Database, type DatabaseClient } from "./database.ts";
import { openPostgres, openPostgresForRequest, type PostgresOptions } from "./postgres.ts";

describePostgres("statements", (open) => {
  test("take one round trip once their connection has seen them, in transactions too", async () => {
    const proxy = await startProxy(open().url!);
    const client = openPostgresForRequest(proxy.url);
    const ask = (value: number) => client.db.execute(sql`select ${value}::int as value`);
    await ask(1);
    proxy.reset();
    expect(rowsOf(await ask(2))).toEqual([{ value: 2 }]);
    expect(proxy.roundTrips()).toBe(1);
    proxy.reset();
    await client.db.transaction(async (tx) => {
      await tx.execute(sql`select ${3}::int as value`);
      await tx.transaction((inner) => inner.execute(sql`select ${4}::int as value`));
    });
    const beginSelectSavepointSelectCommit = 5;
    expect(proxy.roundTrips()).toBe(beginSelectSavepointSelectCommit);
    await client.close();
    await proxy.close();
  });

  test("are prepared on the server, and not behind a transaction pooler", async () => {
    expect(await preparedStatements(await opened(open().url!))).toBe(1);
    expect(await preparedStatements(await opened(`${open().url}?pgbouncer=true`))).toBe(0);
  });

  test("are cut off after the timeout, unless it is 0", async () => {
    const impatient = await opened(open().url!, { statementTimeoutMs: 50 });
    const error = await impatient.db.execute(sql`select pg_sleep(5)`).catch((error) => error);
    expect(databaseErrorOf(error)?.code).toBe("57014");
    const patient = await opened(open().url!, { statementTimeoutMs: 0 });
    expect(await setting(patient, "statement_timeout")).toBe("0");
  });

  test("read the same times whatever the database's own settings", async () => {
    const name = new URL(open().url!).pathname.slice(1);
    await open().db.execute(sql.raw(`alter database ${name} set timezone to 'Asia/Tokyo'`));
    await open().db.execute(sql.raw(`alter database ${name} set datestyle to 'German'`));
    const client = await opened(open().url!);
    const result = await client.db.execute(sql`select timestamptz '2026-01-31 10:00Z' as at`);
    expect(rowsOf(result)).toEqual([{ at: "2026-01-31 10:00:00+00" }]);
  });
});

describePostgres("the pool", (open) => {
  test("opens its warm connections at once and no more than its maximum", async () => {
    const client = await opened(open().url!, { poolMax: 3, poolWarm: 2, applicationName: "warm" });
    expect(await connections(open(), "warm")).toBe(2);
    await Promise.all(
      Array.from({ length: 9 }, () => client.db.execute(sql`select pg_sleep(0.01)`)),
    );
    expect(await connections(open(), "warm")).toBe(3);
  });

  test("of a request opens nothing by itself and one connection at most", async () => {
    const client = openPostgresForRequest(open().url!, { applicationName: "request" });
    onTestFinished(() => client.close());
    expect(await connections(open(), "request")).toBe(0);
    await Promise.all([1, 2, 3].map(() => client.db.execute(sql`select 1`)));
    expect(await connections(open(), "request")).toBe(1);
  });

  test("says what is wrong when it cannot be opened", async () => {
    const elsewhere = new URL(open().url!);
    elsewhere.pathname = "no_such_database";
    await expect(openPostgres(elsewhere.href)).rejects.toMatchObject({ code: "3D000" });
    await expect(openPostgres("postgres://a@127.0.0.1:1/b")).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
  });

  test("ignores what other clients put into the URL", async () => {
    const client = await opened(`${open().url}?sslmode=disable&channel_binding=require`);
    expect(await setting(client, "application_name")).toBe("sarah-ai");
  });

  test.for([
    ["without parameters", sql`select 1 as one`] as const,
    ["with", sql`select ${1}::int as one`] as const,
  ])("loses only the statement under which its connection broke, %s", async ([, statement]) => {
    const client = await opened(open().url!, { poolMax: 1, applicationName: "lost" });
    for (let round = 0; round < 3; round++) {
      await client.db.execute(statement);
      await open().db.execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity
              where application_name = 'lost'`,
      );
      await client.db.execute(statement).catch(() => undefined);
      const result = await client.db.execute(sql`select timestamptz '2026-01-31 10:00Z' as at`);
      expect(rowsOf(result)).toEqual([{ at: "2026-01-31 10:00:00+00" }]);
    }
  });

  test("runs nothing of a transaction elsewhere once its connection is lost", async () => {
    const client = await opened(open().url!, { poolMax: 1, applicationName: "lost" });
    await client.db.execute(sql`create table written (value int)`);
    const write = (db: Database) => db.execute(sql`insert into written values (${1}::int)`);
    const transaction = client.db.transaction(async (tx) => {
      await write(tx);
      await open().db.execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'lost'`,
      );
      const outcomes = await Promise.allSettled([write(tx), write(tx), write(tx)]);
      expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
      await write(tx);
    });
    await expect(transaction).rejects.toMatchObject({ cause: { code: "CONNECTION_CLOSED" } });
    const result = await client.db.execute(sql`select count(*) from written`);
    expect(rowsOf(result)).toEqual([{ count: 0 }]);
  });

  test("serves more work than it has connections, and none once closed", async () => {
    const client = await openPostgres(open().url!, { poolMax: 2, poolWarm: 0 });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2
          ? client.db.execute(sql`select ${index}::int as value`)
          : client.db.transaction((tx) => tx.execute(sql`select ${index}::int as value`)),
      ),
    );
    const values = results.flatMap((result) => rowsOf<{ value: number }>(result));
    expect(values.map(({ value }) => value)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    await client.close();
    const error = await client.db.execute(sql`select 1`).catch((error: unknown) => error);
    expect(databaseErrorOf(error)?.code).toBe("CONNECTION_ENDED");
  });

  test("finishes what is under way before it closes", async () => {
    const client = await openPostgres(open().url!, { poolMax: 1 });
    const slow = client.db.execute(sql`select pg_sleep(0.2), 1 as one`);
    const closed = new Promise((resolve) => setImmediate(resolve)).then(() => client.close());
    expect(rowsOf<{ one: number }>(await slow)[0]?.one).toBe(1);
    await closed;
  });
});

async function opened(url: string, options: PostgresOptions = {}): Promise<DatabaseClient> {
  const client = await openPostgres(url, { poolMax: 1, ...options });
  onTestFinished(() => client.close());
  return client;
}

async function preparedStatements({ db }: DatabaseClient): Promise<number | undefined> {
  await db.execute(sql`select ${1}::int`);
  const result = await db.execute(
    sql`select count(*) from pg_prepared_statements where statement = 'select $1::int'`,
  );
  return rowsOf<{ count: number }>(result)[0]?.count;
}

async function setting({ db }: DatabaseClient, name: string): Promise<string | undefined> {
  const result = await db.execute(sql`select current_setting(${name}) as value`);
  return rowsOf<{ value: string }>(result)[0]?.value;
}

async function connections({ url }: TestDatabase, applicationName: string): Promise<number> {
  const observer = postgres(url!, { max: 1 });
  const rows = await observer`select 1 from pg_stat_activity
    where application_name = ${applicationName}`;
  await observer.end();
  return rows.length;
}
