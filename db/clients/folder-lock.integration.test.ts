import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runModule } from "#db/testing/child.ts";
import { temporaryFolder } from "#db/testing/temporary-folder.ts";
import { FolderInUseError, lockFolder } from "./folder-lock.ts";

const holder = (folder: string) =>
  runModule(`
    import { lockFolder } from "#db/clients/folder-lock.ts";
    try {
      const lock = await lockFolder(${JSON.stringify(folder)});
      lock.recordAddress("http://127.0.0.1:8000");
      console.log("holds");
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log(error.name, error.holder?.pid);
    }
  `);

test("of several processes that start together exactly one gets the folder", async () => {
  const folder = temporaryFolder();
  const children = Array.from({ length: 4 }, () => holder(folder));
  const lines = await Promise.all(children.map((child) => child.nextLine()));
  const winner = children[lines.indexOf("holds")]!;
  expect(lines.filter((line) => line === "holds")).toHaveLength(1);
  expect(lines.filter((line) => line === `FolderInUseError ${winner.pid}`)).toHaveLength(3);
  await Promise.all(children.map((child) => child.kill()));
});

test("the loser learns the holder's pid and address, and that its death frees the folder", async () => {
  const folder = temporaryFolder();
  const child = holder(folder);
  await child.nextLine();
  const error = await lockFolder(folder).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(FolderInUseError);
  expect(error).toMatchObject({ holder: { pid: child.pid, address: "http://127.0.0.1:8000" } });
  await child.kill();
  expect(await isFree(folder)).toBe(true);
});

test("a lock that nobody looks at any more is still held", async () => {
  const child = runModule(`
    import { setFlagsFromString } from "node:v8";
    import { runInNewContext } from "node:vm";
    import { lockFolder } from "#db/clients/folder-lock.ts";
    setFlagsFromString("--expose-gc");
    const folder = ${JSON.stringify(temporaryFolder())};
    await lockFolder(folder);
    await new Promise((resolve) => setImmediate(resolve));
    runInNewContext("gc")();
    console.log(await lockFolder(folder).catch((error) => error.name));
  `);
  expect(await child.nextLine()).toBe("FolderInUseError");
});

test("a copy of a folder in use is free", async () => {
  const folder = temporaryFolder();
  const lock = await lockFolder(folder);
  const copy = join(temporaryFolder(), "copy");
  cpSync(folder, copy, { recursive: true });
  expect(await isFree(copy)).toBe(true);
  expect(await isFree(folder)).toBe(false);
  lock.release();
});

test("a holder's name left behind locks nobody out, even if its pid lives again", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "holder.json"), JSON.stringify({ pid: process.pid }));
  expect(await isFree(folder)).toBe(true);
});

test("the same process cannot take a folder twice, and can again once it let go", async () => {
  const folder = temporaryFolder();
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ holder: { pid: process.pid } });
  lock.release();
  lock.release();
  expect(await isFree(folder)).toBe(true);
});

async function isFree(folder: string): Promise<boolean> {
  try {
    (await lockFolder(folder)).release();
    return true;
  } catch {
    return false;
  }
}
