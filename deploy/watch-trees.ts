import { readdirSync, watch } from "node:fs";
import { join, relative } from "node:path";

/*
 * Watches directories, not files: Node's recursive watch follows each file's inode on Linux, and
 * loses a file for good when an editor or git puts a new one in its place.
 */

/** Editors write a file in several steps, and git changes many files at once. */
const SETTLE_MS = 100;

/**
 * Calls back with the paths, relative to the root, that changed in some of its folders, once it has
 * been quiet for a moment. Files of the root itself count too.
 *
 * @returns a function that ends the watch
 */
export function watchTrees(
  root: string,
  folders: readonly string[],
  changed: (paths: string[]) => void,
): () => void {
  const watched = new Map<string, () => void>();
  const paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const note = (path: string) => {
    paths.add(relative(root, path));
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed([...paths]);
      paths.clear();
    }, SETTLE_MS);
  };
  const follow = (folder: string, depth: "whole" | "flat") => {
    if (watched.has(folder)) return;
    const watcher = watch(folder, (_event, name) => {
      if (name === null) return;
      note(join(folder, name));
      if (depth === "whole") followNew(join(folder, name));
    });
    const forget = () => {
      watcher.close();
      watched.delete(folder);
    };
    watcher.once("error", forget);
    watched.set(folder, forget);
    if (depth === "whole") for (const child of foldersIn(folder)) follow(child, depth);
  };
  /** A folder that is gone is forgotten, so that one of its name is followed anew. */
  const followNew = (path: string) => {
    const parent = join(path, "..");
    const exists = foldersIn(parent).includes(path);
    if (exists) follow(path, "whole");
    else watched.get(path)?.();
  };

  follow(root, "flat");
  for (const folder of folders) follow(join(root, folder), "whole");
  return () => {
    clearTimeout(timer);
    for (const forget of watched.values()) forget();
  };
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}
