import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FolderInUseError, lockFolder } from "#db/clients/folder-lock.ts";

/** What the folders of throwaway clusters are called. */
export const clusterPrefix = "sarah-ai-test-postgres-";

/**
 * Removes clusters whose keeper died before it could. Ours are the folders that carry our name and
 * a keeper's mark; a cluster in use is one whose folder lock is held.
 */
export async function sweepClusters(temporary = tmpdir()): Promise<void> {
  for (const name of readdirSync(temporary)) {
    const folder = join(temporary, name);
    if (!name.startsWith(clusterPrefix) || !existsSync(join(folder, "holder.json"))) continue;
    await removeIfAbandoned(folder);
  }
}

async function removeIfAbandoned(folder: string): Promise<void> {
  try {
    const lock = await lockFolder(folder);
    await stopServer(join(folder, "data"));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    lock.release();
  } catch (error) {
    // In use, or another user's: not ours to remove.
    if (!(error instanceof FolderInUseError) && !isForbidden(error)) throw error;
  }
}

/** Kills the server that runs on this data folder, if the process it recorded is still that one. */
async function stopServer(data: string): Promise<void> {
  const record = join(data, "postmaster.pid");
  if (!existsSync(record)) return;
  const pid = Number(readFileSync(record, "utf8").split("\n")[0]);
  if (!commandOf(pid).includes(data)) return;
  process.kill(pid, "SIGQUIT");
  while (commandOf(pid).includes(data)) await sleep(50);
}

function commandOf(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && "code" in error && /EACCES|EPERM/.test(String(error.code));
}
