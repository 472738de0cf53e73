import type { Sql } from "postgres";

/*
 * A pool of postgres.js clients with one connection each.
 *
 * Invariants:
 * - a client lives as long as its connection. postgres.js 3.4.9 does not survive the loss of one
 *   under a statement: bytes not yet sent stay in front of the next login, which then waits for
 *   ever; the next statement is blamed for the old error; and the rollback it sends by itself after
 *   its own `begin` throws where nobody can catch it. So neither its pool nor its `begin` is used.
 * - a connection serves one statement or one transaction at a time, in the order of asking.
 * - a transaction's statements are sent one by one, and none once its connection is lost: it would
 *   run on another, outside the transaction.
 */

/** Makes a client with one connection that calls `onclose` when that is gone. */
export type Connect = (onclose: () => void) => Sql;

export interface Connection {
  readonly client: Sql;
  /** Gone, or not to be trusted any more: it serves nothing further. */
  readonly isLost: boolean;
  lose(): void;
}

export class PostgresPool {
  readonly #connect: Connect;
  readonly #max: number;
  readonly #all = new Set<Connection>();
  readonly #idle: Connection[] = [];
  readonly #waiting: PromiseWithResolvers<Connection>[] = [];
  #isEnding = false;

  constructor(connect: Connect, max: number) {
    this.#connect = connect;
    this.#max = max;
  }

  /** Lends a connection to one piece of work; waits while all are lent. */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.#borrow();
    try {
      return await work(connection);
    } finally {
      this.#giveBack(connection);
    }
  }

  /** Refuses new work, lets what is under way finish for so many seconds, then closes. */
  async end(timeoutSeconds: number): Promise<void> {
    this.#isEnding = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(closedPool());
    const ends = [...this.#all].map(({ client }) => client.end({ timeout: timeoutSeconds }));
    await Promise.all(ends);
  }

  async #borrow(): Promise<Connection> {
    if (this.#isEnding) throw closedPool();
    // The last one used, so that those of a busy hour stay unused and time out.
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#all.size < this.#max) return this.#open();
    const waiting = Promise.withResolvers<Connection>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  #giveBack(connection: Connection): void {
    const next = this.#waiting.shift();
    if (!connection.isLost) {
      if (next) next.resolve(connection);
      else this.#idle.push(connection);
    } else if (next) {
      next.resolve(this.#open());
    }
  }

  #open(): Connection {
    let isLost = false;
    const lose = () => {
      if (isLost) return;
      isLost = true;
      this.#forget(connection);
      void client.end({ timeout: 0 });
    };
    const client = this.#connect(lose);
    const connection: Connection = {
      client,
      lose,
      get isLost() {
        return isLost;
      },
    };
    this.#all.add(connection);
    return connection;
  }

  #forget(connection: Connection): void {
    this.#all.delete(connection);
    const index = this.#idle.indexOf(connection);
    if (index !== -1) this.#idle.splice(index, 1);
  }
}

const closedPool = () => failure("CONNECTION_ENDED", "the pool is closed");

/** An error with a code, as postgres.js' own of this kind. */
export function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
