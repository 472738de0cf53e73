import { spawn } from "node:child_process";
import { openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lockFolder } from "#db/clients/folder-lock.ts";
import type { RunAs } from "./postgres-binaries.ts";

/*
 * The process between the tests and their Postgres: runs the server for as long as its own standard
 * input stays open, then stops it and removes the folder. The end of the tests closes that input,
 * whether they ended by themselves, by Ctrl-C or by kill -9. The folder's lock tells a later run
 * that this cluster has a keeper.
 *
 * Arguments: folder, the server's program, the user as JSON, the server's arguments.
 */
async function keep([folder, program, runAs, ...serverArguments]: string[]): Promise<void> {
  await lockFolder(folder!);
  const log = openSync(join(folder!, "log"), "a", 0o600);
  const user: Partial<RunAs> = JSON.parse(runAs!);
  const server = spawn(program!, serverArguments, {
    ...user,
    cwd: folder!,
    stdio: ["ignore", log, log],
  });
  const ended = new Promise((resolve) => server.once("close", resolve).once("error", resolve));
  let isAsked = false;
  process.stdin.once("end", () => (isAsked = server.kill("SIGINT"))).resume();
  await ended;
  if (!isAsked) process.stderr.write(readFileSync(join(folder!, "log")));
  rmSync(folder!, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
}

await keep(process.argv.slice(2));
