/** A file of the cache. */
export interface Kept {
  readonly bytes: number;
  /** When it was last of use, on any clock. */
  readonly usedAt: number;
}

export interface Room {
  readonly maxBytes: number;
  readonly maxFiles: number;
  /** Bytes that are about to be written as one more file. */
  readonly neededBytes: number;
}

/**
 * Which files have to leave so that one more fits: those that were of no use for the longest.
 *
 * @returns undefined when it does not fit even alone
 */
export function chooseLeaving<File extends Kept>(
  files: readonly File[],
  { maxBytes, maxFiles, neededBytes }: Room,
): File[] | undefined {
  if (neededBytes > maxBytes || maxFiles < 1) return undefined;
  const oldestFirst = files.toSorted((a, b) => a.usedAt - b.usedAt);
  let bytes = neededBytes + files.reduce((sum, file) => sum + file.bytes, 0);
  let count = files.length + 1;
  const leaving: File[] = [];
  for (const file of oldestFirst) {
    if (bytes <= maxBytes && count <= maxFiles) break;
    leaving.push(file);
    bytes -= file.bytes;
    count--;
  }
  return leaving;
}
