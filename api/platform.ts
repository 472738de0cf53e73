import type { Database } from "#db/clients/database.ts";
import type { CounterStore } from "#db/repositories/counters.ts";

/** Structured log lines. `event` is a constant; what varies goes into `fields`, never user text. */
export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warning(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** A file of the docs page, ready to send. */
export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  contentType: string;
}

/** All that differs between Node and the edge. */
export interface Platform {
  db: Database;
  log: Log;
  /** The time now. */
  now: () => Date;
  /** Lets work go on after the response has been sent. Errors are logged, never thrown. */
  defer: (work: Promise<unknown>) => void;
  /** Counters that last as long as the process; at the edge, as long as the isolate. */
  memoryCounters: CounterStore;
  /** bcrypt of a password of at most 72 bytes. */
  hashPassword: (password: string) => Promise<string>;
  /** Whether the password is the one hashed. */
  verifyPassword: (password: string, hash: string) => Promise<boolean>;
  /** A hash such as `hashPassword` makes, of a password that nobody has. */
  decoyHash: string;
  /** A file of the docs page by name, undefined when there is none. */
  loadDocsAsset: (name: string) => Promise<Asset | undefined>;
  /** True when the peer is this machine itself, directly. Always false at the edge. */
  isLoopbackPeer: (peerAddress: string | undefined) => boolean;
}
