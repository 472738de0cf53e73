import { stdin } from "node:process";
import { createInterface } from "node:readline/promises";

import type { Services } from "#api/services.ts";
import type { Account } from "#db/repositories/users.ts";
import { readEnvironment } from "#deploy/environment.ts";
import { runProgram } from "#deploy/run-program.ts";
import { StartupError } from "#deploy/startup-error.ts";
import { withServices } from "./open-services.ts";
import { correctAge, deleteUser, listUsers, resetPassword, setActive } from "./user-actions.ts";

const exitUsage = 2;

const usage = `Usage: npm run users -- <command>

  list                           all accounts, one a line, with tabs between
  reset-password <user>          set a new password, made by chance and printed once
  reset-password <user> --stdin  set the password that the first line of the input is
  deactivate <user>              close the account and end its sessions
  activate <user>                open it again
  delete <user>                  remove the account and everything that is held of it, for good
  set-age <user> <age>           in years, as a birth date (1990-12-31), or unknown

<user> is an id, an e-mail address or a username. The database is the one at DATABASE_URL, or the
embedded one in DATA_DIR, for which the server must be stopped. A running server acts on what is done
here within five seconds.`;

const tell = (line: string) => console.log(line);

type Action = (services: Services, account: Account) => Promise<void>;

/** What is to be done to an account, undefined where that was not said as it has to be. */
export function actionOf(command: string | undefined, more: string[]): Action | undefined {
  const [argument] = more;
  const isOf = (count: number) => more.length === count;
  switch (command) {
    case "reset-password":
      if (isOf(0)) return (services, account) => resetPassword(services, account, undefined, tell);
      if (!isOf(1) || argument !== "--stdin") return undefined;
      return async (services, account) => resetPassword(services, account, await firstLine(), tell);
    case "deactivate":
    case "activate":
      if (!isOf(0)) return undefined;
      return (services, account) => setActive(services, account, command === "activate", tell);
    case "delete":
      return isOf(0) ? (services, account) => deleteUser(services, account, tell) : undefined;
    case "set-age":
      if (!isOf(1) || argument === undefined) return undefined;
      return (services, account) => correctAge(services, account, argument, tell);
    default:
      return undefined;
  }
}

async function main(): Promise<void> {
  const [command, user, ...more] = process.argv.slice(2);
  if (command === "--help" || command === "help") return tell(usage);
  const env = readEnvironment();
  if (command === "list" && user === undefined) {
    return withServices(env, "users", (services) => listUsers(services, tell));
  }
  const action = actionOf(command, more);
  if (user === undefined || action === undefined) {
    console.error(usage);
    process.exit(exitUsage);
  }
  await withServices(env, "users", async (services) => {
    const account = await services.users.findByAnyName(user);
    if (account === undefined) throw new StartupError("There is no such user.");
    await action(services, account);
  });
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: stdin })) return line;
  throw new StartupError("There is no password in the input.");
}

if (import.meta.main) await runProgram(main);
