import { migrate } from "#db/clients/migrate.ts";
import { readEnvironment } from "#deploy/environment.ts";
import { runProgram } from "#deploy/run-program.ts";
import { openDatabase } from "./open-database.ts";

/** `npm run db:migrate`: brings the database of this environment, or of `.env`, up to date. */
async function main(): Promise<void> {
  const client = await openDatabase(readEnvironment(), "migrate");
  try {
    const count = await migrate(client);
    console.log(count === 0 ? "The database is up to date." : `Applied migrations: ${count}.`);
  } finally {
    await client.close();
  }
}

if (import.meta.main) await runProgram(main);
