import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { migrate } from "#db/clients/migrate.ts";
import { openPostgres } from "#db/clients/postgres.ts";
import { startCluster, type Cluster, type ClusterSource } from "./cluster.ts";
import { pgliteTemplate } from "./pglite-template.ts";
import { createDatabase, dropDatabase } from "./postgres-databases.ts";
import { closingList } from "./skipped.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Postgres for the tests and a migrated database to copy; null where there is no Postgres. */
    postgres: { adminUrl: string; template: string } | null;
    /** A file with a migrated PGlite to load. */
    pgliteTemplate: string;
  }
}

/** Runs once before the integration tests; what it returns runs after them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const [cluster, template] = await Promise.all([
    startCluster({ sources: sourcesFrom(process.env["TEST_POSTGRES"]) }),
    pgliteTemplate(),
  ]);
  project.provide("pgliteTemplate", template);
  if (!("url" in cluster)) {
    project.provide("postgres", null);
    return async () =>
      closeWith(closingList(project.vitest.state.getTestModules(), cluster.reasons));
  }
  const postgres = await makePostgresTemplate(cluster);
  project.provide("postgres", postgres);
  return async () => {
    await dropDatabase(postgres.adminUrl, postgres.template);
    await cluster.stop();
  };
}

/** Prints what was skipped; where nothing may be, the run has failed. */
function closeWith(list: string | undefined): void {
  if (list === undefined) return;
  process.stderr.write(list);
  if (process.env["CI"] === "true") process.exitCode = 1;
}

/** `TEST_POSTGRES` narrows where to look for one: url, found, shipped, none; several with commas. */
function sourcesFrom(setting: string | undefined): ClusterSource[] {
  const all: ClusterSource[] = ["url", "found", "shipped"];
  if (!setting) return all;
  const wanted = setting.split(",");
  return all.filter((source) => wanted.includes(source));
}

async function makePostgresTemplate({ url }: Cluster) {
  const template = `sarah_test_template_${randomBytes(6).toString("hex")}`;
  const client = await openPostgres(await createDatabase(url, template), { poolMax: 1 });
  await migrate(client);
  await client.close();
  return { adminUrl: url, template };
}
