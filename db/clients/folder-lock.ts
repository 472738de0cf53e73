import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/*
 * One process at a time in a folder.
 *
 * Invariants:
 * - who holds the folder is decided by the operating system: an exclusive lock on the file `lock`,
 *   taken through SQLite because Node offers no file locks of its own. It is gone the moment its
 *   process is, however that died; it knows no process ids that could be reused, and does not
 *   travel with a copy of the folder.
 * - `holder.json` only tells who that is. It is written after the lock is taken and believed only
 *   by a process that was refused the lock.
 */

/** Who holds a folder; `address` once it listens. */
export interface Holder {
  pid: number;
  address?: string;
}

/** Another process has the folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
  readonly folder: string;
  /** Missing if the other process has not said yet who it is. */
  readonly holder: Holder | undefined;

  constructor(folder: string, holder: Holder | undefined) {
    const by = holder ? `process ${holder.pid}` : "another process";
    super(`${folder} is in use by ${by}`);
    this.folder = folder;
    this.holder = holder;
  }
}

export interface FolderLock {
  /** Tells those who find the folder taken where its holder can be reached. */
  recordAddress(address: string): void;
  release(): void;
}

/**
 * Takes the folder, which must exist.
 * @throws FolderInUseError when another process, or this one, has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const lock = tryLock(join(folder, "lock"));
  if (!lock) throw new FolderInUseError(folder, await findHolder(folder));
  held.add(lock);
  writeHolder(folder, { pid: process.pid });
  return {
    recordAddress: (address) => writeHolder(folder, { pid: process.pid, address }),
    release() {
      if (!lock.isOpen) return;
      rmSync(holderPath(folder), { force: true });
      lock.close();
      held.delete(lock);
    },
  };
}

/** Keeps the garbage collector, which would let go of the lock, from locks nobody looks at. */
const held = new Set<DatabaseSync>();

const sqliteBusy = 5;

function tryLock(path: string): DatabaseSync | undefined {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec("BEGIN EXCLUSIVE");
    return file;
  } catch (error) {
    file.close();
    if (hasField(error, "errcode", sqliteBusy)) return undefined;
    throw error;
  }
}

const holderPath = (folder: string) => join(folder, "holder.json");

function writeHolder(folder: string, holder: Holder): void {
  const draft = `${holderPath(folder)}.new`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  renameSync(draft, holderPath(folder));
}

/** Waits a moment for a holder who took the lock just now and has not written its name yet. */
async function findHolder(folder: string): Promise<Holder | undefined> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const holder = readHolder(folder);
    if (holder && isAlive(holder.pid)) return holder;
    await sleep(25);
  }
  return undefined;
}

function readHolder(folder: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(holderPath(folder), "utf8"));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasField(error, "code", "EPERM");
  }
}

function hasField(error: unknown, field: string, value: unknown): boolean {
  return error instanceof Error && Reflect.get(error, field) === value;
}
