import type { DatabaseClient } from "#db/clients/database.ts";

/** A database that remembers what was asked of it. */
export interface CountedDatabase extends DatabaseClient {
  /** One entry a statement, in order. Empty it to count anew. */
  statements: string[];
}

const oneStatement = new Set(["execute", "select", "insert", "update", "delete"]);

/** Counts the statements a client is used for; a transaction is its begin, its commit and its own. */
export function counted(client: DatabaseClient): CountedDatabase {
  const statements: string[] = [];
  const watch = <T extends object>(db: T): T =>
    new Proxy(db, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== "function" || typeof name !== "string") return member;
        if (name === "transaction") {
          return (work: (tx: object) => unknown, ...options: unknown[]) => {
            statements.push("begin", "commit");
            return member.call(target, (tx: object) => work(watch(tx)), ...options);
          };
        }
        if (!oneStatement.has(name)) return member.bind(target);
        return (...parameters: unknown[]) => {
          statements.push(name);
          return member.apply(target, parameters);
        };
      },
    });
  return { ...client, db: watch(client.db), statements };
}
