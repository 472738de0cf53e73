import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { problemOf, withoutComments } from "./commit-message.ts";

/*
 *   node .ci/check-commits.ts                   the commits of this branch, or all on the default one
 *   node .ci/check-commits.ts <base>            the commits since <base>
 *   node .ci/check-commits.ts --message <file>  a message that is about to be committed
 *
 * Merge commits are left out.
 */

interface Commit {
  name: string;
  message: string;
}

const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" });

/** The newest commit that belongs to the default branch already; undefined: there is none to tell. */
function findBase(): string | undefined {
  for (const branch of ["origin/HEAD", "origin/main", "main"]) {
    try {
      const tip = git("rev-parse", "--verify", "--quiet", `${branch}^{commit}`).trim();
      const base = git("merge-base", tip, "HEAD").trim();
      return base === git("rev-parse", "HEAD").trim() ? undefined : base;
    } catch {
      // No such branch, or no common past: the next one may do.
    }
  }
  return undefined;
}

function commitsSince(base: string | undefined): Commit[] {
  const range = base ? `${base}..HEAD` : "HEAD";
  const log = git("log", "--no-merges", "--format=%h%n%B%x00", range);
  return log
    .split("\0")
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const end = entry.indexOf("\n");
      return { name: entry.slice(0, end), message: entry.slice(end + 1) };
    });
}

function toCheck([first, file]: string[]): Commit[] {
  if (first !== "--message") return commitsSince(first ?? findBase());
  const message = withoutComments(readFileSync(file ?? "", "utf8"));
  return message.startsWith("Merge ") ? [] : [{ name: "This message", message }];
}

const commits = toCheck(process.argv.slice(2));
for (const { name, message } of commits) {
  const problem = problemOf(message);
  if (!problem) continue;
  console.error(`${name} ${problem}: ${message.split("\n")[0]}`);
  process.exitCode = 1;
}
if (!process.exitCode) console.log(`${commits.length} commit messages follow the convention`);
