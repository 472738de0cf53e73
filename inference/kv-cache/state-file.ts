import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";

import { z } from "zod";

import type { Contents } from "./slot.ts";

/**
 * A file of the cache: the sequence's state as llama.cpp writes it, then a seal: what it holds and
 * under which stamp as JSON, and 16 bytes with the JSON's length, its checksum and a magic word that
 * changes with this format. A file that was cut off or written over has no seal that fits.
 */

const MAGIC = Buffer.from("SARAHKV1");
const TAIL_BYTES = 8 + MAGIC.length;
const CHUNK_BYTES = 1024 * 1024;
const MAX_SEAL_BYTES = 64 * 1024 * 1024;

const token = z.int().min(0);
const Seal = z.object({
  stamp: z.string(),
  stateBytes: z.int().min(1),
  stateCrc: z.int(),
  fragments: z.array(z.object({ text: z.string().nullable(), tokens: z.array(token) })),
  tokens: z.array(token),
});
export type Seal = z.infer<typeof Seal>;

/** Seals a state that was just written. @returns the file's size in bytes */
export async function sealStateFile(
  path: string,
  stamp: string,
  { fragments, tokens }: Contents,
): Promise<number> {
  await using file = await open(path, "r+");
  const { size: stateBytes } = await file.stat();
  const stateCrc = await checksum(file, stateBytes);
  const json = Buffer.from(JSON.stringify({ stamp, stateBytes, stateCrc, fragments, tokens }));
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(json.length, 0);
  tail.writeUInt32LE(crc32(json), 4);
  const seal = Buffer.concat([json, tail, MAGIC]);
  await file.write(seal, 0, seal.length, stateBytes);
  return stateBytes + seal.length;
}

/** @returns undefined when there is no whole seal of this format */
export async function readSeal(path: string): Promise<Seal | undefined> {
  await using file = await open(path, "r");
  const { size } = await file.stat();
  if (size <= TAIL_BYTES) return undefined;
  const tail = await readAt(file, size - TAIL_BYTES, TAIL_BYTES);
  const length = tail.readUInt32LE(0);
  if (!tail.subarray(8).equals(MAGIC) || length > Math.min(MAX_SEAL_BYTES, size - TAIL_BYTES)) {
    return undefined;
  }
  const json = await readAt(file, size - TAIL_BYTES - length, length);
  if (crc32(json) !== tail.readUInt32LE(4)) return undefined;
  const seal = Seal.parse(JSON.parse(json.toString()));
  return seal.stateBytes + length + TAIL_BYTES === size ? seal : undefined;
}

/** Whether the state is byte for byte what was sealed; reading it also brings it into memory. */
export async function isIntact(path: string, seal: Seal): Promise<boolean> {
  await using file = await open(path, "r");
  return (await checksum(file, seal.stateBytes)) === seal.stateCrc;
}

async function checksum(file: FileHandle, bytes: number): Promise<number> {
  const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, bytes));
  let crc = 0;
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, bytes - at), at);
    if (bytesRead === 0) throw new Error("the file is shorter than it was");
    crc = crc32(buffer.subarray(0, bytesRead), crc);
    at += bytesRead;
  }
  return crc;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error("the file is shorter than it was");
  return buffer;
}
