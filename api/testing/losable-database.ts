import { inspect } from "node:util";

import type { DatabaseClient } from "#db/clients/database.ts";

/** A database that can go away while an API runs on it. */
export interface LosableDatabase extends DatabaseClient {
  /** From now on every statement fails as it would without a server. */
  lose(): Promise<void>;
}

/**
 * Makes a client losable. Postgres really loses its connections; PGlite, which has none, fails as
 * drizzle reports a lost connection: with the statement and every parameter in the message.
 */
export function losable(client: DatabaseClient): LosableDatabase {
  if (client.kind === "postgres") return { ...client, lose: () => client.close() };
  let isLost = false;
  const fail = (...parameters: unknown[]): never => {
    const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const message = `Failed query: select 1\nparams: ${inspect(parameters, { depth: 8 })}`;
    throw new Error(message, { cause });
  };
  const db = new Proxy(client.db, {
    get: (target, name) => (isLost ? fail : Reflect.get(target, name, target)),
  });
  return {
    ...client,
    db,
    lose: async () => {
      isLost = true;
    },
  };
}
