import { chmodSync, existsSync, fsyncSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { drizzle } from "drizzle-orm/pglite";
import * as schema from "#db/schema/schema.ts";
import type { DatabaseClient } from "./database.ts";
import { lockFolder, type FolderLock } from "./folder-lock.ts";
import { parsers } from "./wire-types.ts";

/*
 * Postgres inside this process, its data in a folder or in memory. Node only.
 *
 * Invariants:
 * - one process a folder (folder-lock.ts): PGlite itself lets two in, and they lose each other's
 *   rows.
 * - what was answered is on the disk. PGlite's own settings stop at the operating system's cache,
 *   which outlives the process but not the power; see DurableNodeFS. `relaxedDurability` stays off:
 *   it only concerns browsers' storage.
 * - the folder holds `data` (Postgres' own) and `complete`, written once `data` is wholly there. A
 *   `data` without it is a first start that was killed, and is put aside.
 */

/** Files of an embedded database that do not open as one. */
export class DamagedDataError extends Error {
  override readonly name = "DamagedDataError";
  readonly folder: string;

  constructor(folder: string, cause: unknown) {
    super("The files of the embedded database are damaged", { cause });
    this.folder = folder;
  }
}

/** A PGlite in a folder, which others can be told about. */
export interface EmbeddedDatabase extends DatabaseClient {
  /** Tells those who find the folder taken where its holder can be reached. */
  recordAddress(address: string): void;
}

/**
 * Opens the embedded database in a folder, made (mode 0700) when missing.
 * @throws FolderInUseError when another process, or this one, has it open; DamagedDataError when
 *   there is a database that does not open. Its files are left as they are.
 */
export async function openPglite(path: string): Promise<EmbeddedDatabase> {
  const folder = resolve(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const lock = await lockFolder(folder);
  try {
    const pglite = await openData(folder);
    return { ...toClient(pglite, lock), recordAddress: (address) => lock.recordAddress(address) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens a database that lives and dies with this process.
 * @param template what `dumpDataDir` gave for another one, to start from its content
 */
export async function openPgliteInMemory(
  template?: Blob,
): Promise<DatabaseClient & { pglite: PGlite }> {
  const options: PGliteOptions = template ? { loadDataDir: template } : {};
  const pglite = await PGlite.create({ ...options, parsers });
  return { ...toClient(pglite), pglite };
}

const withoutNoFsync = PGlite.defaultStartParams.filter((parameter) => parameter !== "-F");

async function openData(folder: string): Promise<PGlite> {
  const data = join(folder, "data");
  const complete = join(folder, "complete");
  if (existsSync(data) && !existsSync(complete)) {
    renameSync(data, join(folder, `incomplete-${Date.now()}`));
  }
  const isFirst = !existsSync(data);
  const pglite = await PGlite.create({
    fs: new DurableNodeFS(data),
    startParams: [...withoutNoFsync, "-c", "wal_sync_method=fsync"],
    parsers,
  }).catch((cause: unknown) => {
    throw isFirst ? cause : new DamagedDataError(folder, cause);
  });
  if (!existsSync(complete)) writeFileSync(complete, "", { mode: 0o600 });
  return pglite;
}

function toClient(pglite: PGlite, lock?: FolderLock): DatabaseClient {
  const db = drizzle({ client: pglite, schema });
  return {
    db,
    kind: "pglite",
    async close() {
      if (!pglite.closed) await pglite.close();
      lock?.release();
    },
  };
}

/**
 * A folder that Postgres can flush. emscripten's file system for Node leaves fsync out and answers
 * success; its fdatasync does nothing at all, hence `wal_sync_method` above. Costs one fsync a
 * commit (0.3 ms on an SSD); without it a power cut can lose commits or the whole database.
 */
class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(...args);
    emscriptenOpts.preRun?.push((module) => {
      module.FS.filesystems.NODEFS.stream_ops.fsync = ({ nfd }: { nfd: number }) => {
        fsyncSync(nfd);
        return 0;
      };
    });
    return { emscriptenOpts };
  }
}
