import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm, utimes } from "node:fs/promises";
import { join } from "node:path";

import { chooseLeaving, type Kept } from "./choose-leaving.ts";
import type { CacheSequence, Contents } from "./slot.ts";
import { isIntact, readSeal, type Seal, sealStateFile } from "./state-file.ts";

export interface CacheFilesOptions {
  /** Made when missing, for this user alone. */
  readonly folder: string;
  readonly maxBytes: number;
  /** Tells states that this context can read from all others. */
  readonly stamp: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Told once, in one line, when files cannot be written or read. */
  readonly warn?: (line: string) => void;
}

/** One conversation's file. */
export interface CacheFile extends Kept, Contents {
  readonly id: string;
}

interface Known extends CacheFile {
  usedAt: number;
  /** What has to fit before it is read; undefined once that was seen, or it was written by us. */
  seal: Seal | undefined;
}

const ENDING = ".kv";
/** However small they are, so that what is known of them stays small too. */
const MAX_FILES = 1000;
/** After a failed write none is tried for a while. */
const PAUSE_MS = 30_000;

/**
 * The disk tier: one file a conversation, named by a hash of its key.
 *
 * Invariants: `#known` are the files that are whole, of this stamp and not being changed; together
 * they are never larger than allowed, but for one that is just being written. A file appears under
 * its name only when it is sealed. What has to be done to a name is done one after the other, by
 * `#pending`. Nothing here ever throws: what cannot be written or read is not there.
 */
export class CacheFiles {
  readonly #options: Required<CacheFilesOptions>;
  readonly #known = new Map<string, Known>();
  readonly #pending = new Map<string, Promise<void>>();
  #bytesPerToken = 0;
  #pausedUntil = 0;
  #isWarned = false;

  private constructor(options: CacheFilesOptions) {
    this.#options = { now: Date.now, warn: () => undefined, ...options };
  }

  /** Opens the folder, and removes from it what is broken, foreign, of an older format or too much. */
  static async open(options: CacheFilesOptions): Promise<CacheFiles> {
    const files = new CacheFiles(options);
    await files.#read().catch((error: unknown) => files.#fail(error));
    return files;
  }

  /** The name of a key's file, which does not tell the key. */
  static toId(key: string): string {
    return createHash("sha256").update(key).digest("hex");
  }

  /** Whether writing has not just failed. */
  get isWritable(): boolean {
    return this.#options.now() >= this.#pausedUntil;
  }

  all(): Iterable<CacheFile> {
    return this.#known.values();
  }

  find(id: string): CacheFile | undefined {
    return this.#known.get(id);
  }

  /** Whether a file can be loaded without further ado. */
  isReady(id: string): boolean {
    return !this.#pending.has(id) && this.#known.get(id)?.seal === undefined;
  }

  /** Waits until a file is written, and checks it, so that loading it takes the least time. */
  async prepare(id: string): Promise<void> {
    await this.#pending.get(id);
    await this.#inTurn(id, () => this.#verify(id));
  }

  /**
   * Writes what a sequence holds. Resolves when the sequence is needed no longer.
   *
   * @returns whether it was written
   */
  async save(id: string, sequence: CacheSequence, contents: Contents): Promise<boolean> {
    if (!this.isWritable) return false;
    const temporary = join(this.#options.folder, `${id}.${process.pid}.tmp`);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    void this.#inTurn(id, async () => {
      try {
        await this.#makeRoom(id, contents.tokens.length * this.#bytesPerToken);
        await (await open(temporary, "w", 0o600)).close();
        await sequence.save(temporary);
        resolve(true);
        await this.#seal(id, temporary, contents);
      } catch (error) {
        this.#fail(error);
        await rm(temporary, { force: true }).catch(() => undefined);
        resolve(false);
      }
    });
    return promise;
  }

  /**
   * Gives a sequence what a file holds.
   *
   * @returns undefined when it cannot be had; the sequence may then hold anything
   */
  async load(id: string, sequence: CacheSequence): Promise<Contents | undefined> {
    if (!this.isReady(id)) await this.prepare(id);
    const known = this.#known.get(id);
    if (known === undefined) return undefined;
    try {
      const tokens = await sequence.load(this.#path(id));
      if (!isEqual(tokens, known.tokens)) throw new Error("the file holds something else");
    } catch {
      await this.delete(id);
      return undefined;
    }
    this.touch(id);
    return known;
  }

  /** Says that a file was of use. */
  touch(id: string): void {
    const known = this.#known.get(id);
    if (known === undefined) return;
    known.usedAt = this.#options.now();
    const seconds = known.usedAt / 1000;
    utimes(this.#path(id), seconds, seconds).catch(() => undefined);
  }

  /** Removes a file, also one that is being written. */
  async delete(id: string): Promise<void> {
    this.#known.delete(id);
    await this.#inTurn(id, async () => {
      this.#known.delete(id);
      await this.#remove(id);
    });
  }

  /** Waits for all that is being written. */
  async settle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending.values());
  }

  async #read(): Promise<void> {
    const { folder } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      if (name.endsWith(".tmp")) await this.#removeAbandoned(name);
      if (name.endsWith(ENDING)) await this.#readOne(name.slice(0, -ENDING.length));
    }
    await this.#makeRoom("", 0);
  }

  async #readOne(id: string): Promise<void> {
    const path = this.#path(id);
    const seal = await readSeal(path).catch(() => undefined);
    if (seal?.stamp !== this.#options.stamp) return this.#remove(id);
    await using file = await open(path, "r");
    const { size: bytes, mtimeMs: usedAt } = await file.stat();
    const { fragments, tokens } = seal;
    this.#known.set(id, { id, bytes, usedAt, fragments, tokens, seal });
    this.#learnSize(bytes, tokens.length);
  }

  /** Another server may be writing into the same folder. */
  async #removeAbandoned(name: string): Promise<void> {
    const pid = Number(name.split(".").at(-2));
    if (pid === process.pid || !isRunning(pid)) {
      await rm(join(this.#options.folder, name), { force: true });
    }
  }

  async #seal(id: string, temporary: string, contents: Contents): Promise<void> {
    const { stamp, now } = this.#options;
    const { fragments, tokens } = contents;
    const bytes = await sealStateFile(temporary, stamp, contents);
    this.#learnSize(bytes, tokens.length);
    await this.#makeRoom(id, bytes);
    await rename(temporary, this.#path(id));
    this.#known.set(id, { id, bytes, usedAt: now(), fragments, tokens, seal: undefined });
  }

  async #verify(id: string): Promise<void> {
    const known = this.#known.get(id);
    if (known?.seal === undefined) return;
    const isWhole = await isIntact(this.#path(id), known.seal).catch(() => false);
    known.seal = undefined;
    if (isWhole) return;
    this.#known.delete(id);
    await this.#remove(id);
  }

  /** Removes files until one of this name and size fits, its older version set aside. */
  async #makeRoom(id: string, neededBytes: number): Promise<void> {
    const { maxBytes } = this.#options;
    const others = [...this.#known.values()].filter((file) => file.id !== id);
    const maxFiles = id === "" ? MAX_FILES + 1 : MAX_FILES;
    const leaving = chooseLeaving(others, { maxBytes, maxFiles, neededBytes });
    if (leaving === undefined) throw new Error("it is larger than KV_CACHE_DISK_MB allows");
    for (const file of leaving) {
      this.#known.delete(file.id);
      await this.#remove(file.id);
    }
  }

  #learnSize(bytes: number, tokens: number): void {
    if (tokens > 0) this.#bytesPerToken = Math.max(this.#bytesPerToken, bytes / tokens);
  }

  async #remove(id: string): Promise<void> {
    await rm(this.#path(id), { force: true }).catch((error: unknown) => this.#fail(error));
  }

  /** Runs one thing after another for the same name. */
  async #inTurn(id: string, act: () => Promise<void>): Promise<void> {
    const turn = (this.#pending.get(id) ?? Promise.resolve()).then(act);
    this.#pending.set(id, turn);
    await turn;
    if (this.#pending.get(id) === turn) this.#pending.delete(id);
  }

  #fail(error: unknown): void {
    this.#pausedUntil = this.#options.now() + PAUSE_MS;
    if (this.#isWarned) return;
    this.#isWarned = true;
    const reason = error instanceof Error && "code" in error ? String(error.code) : "write failed";
    this.#options.warn(
      `The KV cache cannot be kept in ${this.#options.folder} (${reason}): conversations that return are read anew.`,
    );
  }

  #path(id: string): string {
    return join(this.#options.folder, `${id}${ENDING}`);
  }
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((token, index) => token === b[index]);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
