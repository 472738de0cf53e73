import { randomBytes } from "node:crypto";
import { openAsBlob } from "node:fs";
import { afterAll, beforeAll, describe, inject } from "vitest";
import type { Database, DatabaseClient } from "#db/clients/database.ts";
import { openPgliteInMemory } from "#db/clients/pglite.ts";
import { openPostgres } from "#db/clients/postgres.ts";
import { createDatabase, dropDatabase } from "./postgres-databases.ts";
import { postgresMark } from "./skipped.ts";

/** A migrated, empty database that belongs to one suite. */
export interface TestDatabase {
  client: DatabaseClient;
  db: Database;
  kind: DatabaseClient["kind"];
  /** Postgres only. */
  url?: string;
  /**
   * A second client of the same database, as another API instance would have: a pool of its own
   * with Postgres, the same connection with PGlite. Closed with the suite if not before.
   */
  openAnother(): Promise<DatabaseClient>;
}

/** Declares a suite; inside hooks and tests, `open` returns its database. */
type Suite = (open: () => TestDatabase) => void;

/**
 * Declares the same suite for PGlite and for Postgres. Each gets a database of its own, migrated
 * and empty, which goes with it. Without Postgres that suite is skipped and listed at the end.
 */
export function describeDatabases(name: string, suite: Suite): void {
  describe(`${name} (PGlite)`, () => {
    declare(suite, openPgliteDatabase);
  });
  describePostgres(name, suite);
}

/** The same for what only a server can show. */
export function describePostgres(name: string, suite: Suite): void {
  describe.skipIf(inject("postgres") === null)(`${name}${postgresMark}`, () => {
    declare(suite, openPostgresDatabase);
  });
}

type Opened = TestDatabase & { remove(): Promise<void> };

function declare(suite: Suite, open: () => Promise<Opened>): void {
  let database: Opened | undefined;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database?.remove());
  suite(() => {
    if (!database) throw new Error("The database is there in hooks and tests only");
    return database;
  });
}

async function openPgliteDatabase(): Promise<Opened> {
  const client = await openPgliteInMemory(await openAsBlob(inject("pgliteTemplate")));
  const { db, kind } = client;
  const openAnother = async () => ({ db, kind, close: async () => {} });
  return { client, db, kind, openAnother, remove: () => client.close() };
}

async function openPostgresDatabase(): Promise<Opened> {
  const postgres = inject("postgres");
  if (!postgres) throw new Error("There is no Postgres");
  const name = `sarah_test_${randomBytes(6).toString("hex")}`;
  const url = await createDatabase(postgres.adminUrl, name, postgres.template);
  const clients: DatabaseClient[] = [];
  const openAnother = async () => {
    const client = await openPostgres(url, { poolMax: 5, poolWarm: 1 });
    clients.push(client);
    return client;
  };
  const client = await openAnother();
  const remove = async () => {
    await Promise.all(clients.map((client) => client.close()));
    await dropDatabase(postgres.adminUrl, name);
  };
  return { client, db: client.db, kind: client.kind, url, openAnother, remove };
}
