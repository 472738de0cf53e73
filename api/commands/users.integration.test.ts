import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { refusalOf, refused, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi, type TestInstance } from "#api/testing/describe-api.ts";
import { fillAccount, tablesWith } from "#api/testing/fill-account.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { migrate } from "#db/clients/migrate.ts";
import { openPglite } from "#db/clients/pglite.ts";
import { temporaryFolder } from "#db/testing/temporary-folder.ts";

const slow = { timeout: 120_000 };
const root = resolve(import.meta.dirname, "..", "..");

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command as an operator does, with what they type. */
async function run(
  program: string,
  argv: string[],
  env: Record<string, string>,
  input = "",
): Promise<Outcome> {
  const child = spawn(process.execPath, [`api/commands/${program}.ts`, ...argv], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  const outcome: Outcome = { code: null, stdout: "", stderr: "" };
  child.stdout.on("data", (piece: Buffer) => (outcome.stdout += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (outcome.stderr += piece.toString()));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  [outcome.code] = await once(child, "close");
  return outcome;
}

/** An API and an operator's shell: with Postgres side by side, with the embedded one by turns. */
interface Site {
  api: () => TestInstance;
  run: (program: string, argv: string[], input?: string) => Promise<Outcome>;
  close: () => Promise<void>;
}

async function openSite(api: TestApi): Promise<Site> {
  const { url } = api.database;
  if (url !== undefined) {
    return {
      api: () => api,
      run: (program, argv, input) => run(program, argv, { DATABASE_URL: url }, input),
      close: async () => {},
    };
  }
  const folder = mkdtempSync(join(tmpdir(), "sarah-ai-test-"));
  const start = async () => {
    const client = await openPglite(join(folder, "pglite"));
    await migrate(client);
    return api.startOn(client);
  };
  let instance = await start();
  return {
    api: () => instance,
    async run(program, argv, input) {
      await instance.stop();
      const outcome = await run(program, argv, { DATABASE_URL: "", DATA_DIR: folder }, input);
      instance = await start();
      return outcome;
    },
    async close() {
      await instance.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

const done = (stdout: string) => ({ code: 0, stderr: "", stdout });

describeApi("the operator's command for users", (open) => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite(open());
  });
  afterAll(() => site.close());
  const users = (...argv: string[]) => site.run("users", argv);
  const login = (user: TestUser, password = user.password) =>
    site.api().call("POST", "/v1/auth/login", { body: { identifier: user.email, password } });
  const me = async (as: TestUser) => (await site.api().call("GET", "/v1/me", { as })).json();

  it("lists all accounts, and no hash", slow, async () => {
    const [one, other] = [await site.api().register({ age: 30 }), await site.api().register()];
    const { code, stdout } = await users("list");
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    const now = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(lines[0]!.split("\t")).toHaveLength(7);
    expect(lines.slice(-2).map((line) => line.split("\t"))).toEqual([
      [one.id, one.username, one.email, "active", "30", now, now],
      [other.id, other.username, other.email, "active", "-", now, now],
    ]);
    expect(stdout).not.toContain("$2");
  });

  it("sets a password made by chance, prints it once, and ends all sessions", slow, async () => {
    const user = await site.api().register();
    const { code, stdout } = await users("reset-password", user.username.toUpperCase());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[A-Za-z0-9_-]{20}\n$/);
    open().advance(5001);
    expect(await refusalOf(await site.api().call("GET", "/v1/me", { as: user }))).toEqual(
      refused(401, "session-ended"),
    );
    expect((await login(user)).status).toBe(401);
    expect((await login(user, stdout.trim())).status).toBe(200);
  });

  it("sets a password that it reads, unless that is a weak one", slow, async () => {
    const user = await site.api().register();
    const set = (input: string) => site.run("users", ["reset-password", user.id, "--stdin"], input);
    expect(await set("another horse entirely\n")).toEqual(
      done(`${user.username} has a new password.\n`),
    );
    expect((await login(user, "another horse entirely")).status).toBe(200);
    for (const weak of ["", `${user.username}!\n`]) {
      const { code, stdout, stderr } = await set(weak);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^(The password cannot be used: |There is no password )[^\n]+\n$/);
    }
    expect((await login(user, "another horse entirely")).status).toBe(200);
  });

  it(
    "closes an account, which running servers heed within five seconds, and opens it",
    slow,
    async () => {
      const user = await site.api().register();
      await me(user);
      expect(await users("deactivate", user.email)).toEqual(
        done(`${user.username} is deactivated.\n`),
      );
      open().advance(5001);
      const closed = refused(403, "account-deactivated");
      const { refreshToken } = user;
      for (const request of [
        site.api().call("GET", "/v1/me", { as: user }),
        site.api().call("POST", "/v1/chat", { as: user, body: { content: "Hi" } }),
        site.api().call("POST", "/v1/auth/refresh", { body: { refreshToken } }),
        login(user),
      ]) {
        expect(await refusalOf(await request)).toEqual(closed);
      }
      expect(await users("activate", user.email)).toEqual(done(`${user.username} is active.\n`));
      expect((await login(user)).status).toBe(200);
      const before = await site.api().call("GET", "/v1/me", { as: user });
      expect(await refusalOf(before)).toEqual(refused(401, "session-ended"));
    },
  );

  it(
    "corrects an age, which a minor cannot, and bounds it anew where it is one",
    slow,
    async () => {
      const user = await site.api().register();
      const state = (age: number) =>
        site.api().call("PATCH", "/v1/me/profile", { as: user, body: { age } });
      expect((await state(15)).status).toBe(200);
      expect((await state(30)).status).toBe(403);
      expect(await users("set-age", user.id, "30")).toEqual(done(`${user.username} is 30.\n`));
      expect((await me(user)).profile.age).toBe(30);
      expect((await state(31)).status).toBe(200);
      const romance = { preferences: { romance: true } };
      await site.api().call("PATCH", "/v1/me/profile", { as: user, body: romance });
      const year = new Date().getUTCFullYear() - 10;
      expect((await users("set-age", user.id, `${year}-01-01`)).code).toBe(0);
      const { age, preferences } = (await me(user)).profile;
      expect([age, preferences]).toEqual([10, { romance: false }]);
      expect((await state(31)).status).toBe(403);
      expect(await users("set-age", user.id, "unknown")).toEqual(
        done(`${user.username} is of unknown age.\n`),
      );
      expect((await state(31)).status).toBe(200);
      for (const wrong of ["131", "2999-01-01"]) {
        const { code, stderr } = await users("set-age", user.id, wrong);
        expect(code).toBe(1);
        expect(stderr).toMatch(/^[^\n]+\n$/);
      }
    },
  );

  it("deletes a user as completely as they could themselves", slow, async () => {
    const user = await site.api().register();
    const { db } = site.api().services;
    const { mark } = await fillAccount(db, user);
    expect((await users("delete", user.username)).code).toBe(0);
    const after = site.api().services.db;
    expect(await tablesWith(after, [user.id, user.username, mark])).toEqual([]);
    expect((await login(user)).status).toBe(401);
  });

  it("says in a line that there is no such user", slow, async () => {
    const nobody = { code: 1, stdout: "", stderr: "There is no such user.\n" };
    expect(await users("deactivate", "nobody@example.org")).toEqual(nobody);
  });

  it("lists what was reported: the turn, why, and no more", slow, async () => {
    const user = await site.api().register({ name: "Wilhelmina" });
    const [first, second] = [
      await say(site.api(), user, "Something else"),
      await say(site.api(), user, "Tell me\nmore"),
    ];
    const path = (turn: typeof first) =>
      `/v1/conversations/${turn.conversationId}/messages/${turn.reply.id}/feedback`;
    const report = { reason: "harmful", note: "not nice" };
    await site.api().call("POST", path(first), { as: user, body: { rating: "down" } });
    await site.api().call("POST", path(second), { as: user, body: { report } });
    const { code, stdout } = await site.run("reports", []);
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        id: expect.any(String),
        reportedAt: expect.stringMatching(/Z$/),
        ...report,
        message: "Tell me\nmore",
        reply: "Hello there.",
        personality: "neutral",
        model: "other",
      },
    ]);
  });
});

describe("the operator's commands", () => {
  const env = () => ({ DATABASE_URL: "", DATA_DIR: temporaryFolder() });

  it.each([[[]], [["reset-password", "a", "secret"]]])(
    "say how they are used and exit with 2 for %j",
    async (argv) => {
      const { code, stdout, stderr } = await run("users", argv, env());
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^Usage: npm run users -- <command>\n/);
    },
  );

  it("say how they are used when they are asked", async () => {
    const { code, stdout } = await run("users", ["--help"], env());
    expect([code, stdout.split("\n")[0]]).toEqual([0, "Usage: npm run users -- <command>"]);
    expect((await run("reports", ["many"], env())).code).toBe(2);
  });

  it("ask for the server to be stopped where that has the folder", slow, async () => {
    const settings = env();
    const folder = join(settings.DATA_DIR, "pglite");
    const client = await openPglite(folder);
    for (const program of ["users list", "reports"]) {
      const [name, ...argv] = program.split(" ");
      expect(await run(name!, argv, settings)).toEqual({
        code: 1,
        stdout: "",
        stderr: `Sarah AI is running on ${folder} (pid ${process.pid}): stop the server first.\n`,
      });
    }
    await client.close();
    const { code, stderr } = await run("users", ["list"], settings);
    expect([code, stderr]).toEqual([
      1,
      "The database is not up to date: npm run db:migrate brings it there.\n",
    ]);
  });
});
