import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { FolderInUseError, lockFolder, type FolderLock } from "#db/clients/folder-lock.ts";

import { StartupError } from "./startup-error.ts";

/**
 * Makes sure that only one `npm start` at a time works in a data folder, before anything else is
 * started there or finds its port taken.
 *
 * @throws StartupError that says where the other one can be reached
 */
export async function claimFolder(dataDir: string): Promise<FolderLock> {
  const folder = join(dataDir, "running");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return await lockFolder(folder);
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    const { address, pid } = error.holder ?? {};
    const where = address ? ` on ${address}` : "";
    const who = pid ? ` (pid ${pid})` : "";
    throw new StartupError(
      `Sarah AI is already running${where}${who} with the data in ${dataDir}. ` +
        "Stop it first, or start another with a folder and a port of its own: DATA_DIR=<folder> PORT=<port> npm start",
      { cause: error },
    );
  }
}
