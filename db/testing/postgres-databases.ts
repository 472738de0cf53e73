import postgres from "postgres";

/** Makes and removes whole databases for tests. Names are our own, so they need no quoting. */

/** Creates a database, as a copy of `template` if given, and returns its URL. */
export async function createDatabase(
  adminUrl: string,
  name: string,
  template?: string,
): Promise<string> {
  await asAdmin(adminUrl, `create database ${name} ${template ? `template ${template}` : ""}`);
  const url = new URL(adminUrl);
  url.pathname = name;
  return url.href;
}

/** Drops a database, whoever is still connected to it. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, `drop database if exists ${name} with (force)`);
}

/** Cuts everybody's connections to a database, as its restart would. */
export async function cutConnections(url: string): Promise<void> {
  await asAdmin(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
