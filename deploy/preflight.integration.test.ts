import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const preflight = join(import.meta.dirname, "preflight.cjs");

describe("the preflight", () => {
  let project: string;

  beforeEach(async () => {
    project = await mkdtemp(join(tmpdir(), "sarah-preflight-"));
    await mkdir(join(project, "deploy"));
    await cp(preflight, join(project, "deploy", "preflight.cjs"));
    await writeFile(join(project, "package.json"), '{ "type": "module" }');
  });
  afterEach(() => rm(project, { recursive: true, force: true }));

  async function install() {
    await mkdir(join(project, "node_modules"));
    await writeFile(join(project, "node_modules", ".package-lock.json"), "{}");
  }
  /** Runs it in the project; `before` is JavaScript that Node runs first. */
  function run(args: string[], before = "") {
    const first = `data:text/javascript,${encodeURIComponent(before)}`;
    const command = ["--import", first, "deploy/preflight.cjs", ...args];
    return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const { NODE_COMPILE_CACHE: _, ...env } = process.env;
      execFile(process.execPath, command, { cwd: project, env }, (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, stdout, stderr }),
      );
    });
  }
  const pretendVersion = (version: string) =>
    `Object.defineProperty(process.versions, "node", { value: "${version}" })`;

  it("says nothing when all is well", async () => {
    await install();
    expect(await run([])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("asks for npm install when there are no packages", async () => {
    expect(await run([])).toEqual({ code: 1, stdout: "", stderr: "Run npm install first.\n" });
  });

  it.each(["20.20.2", "24.1.0", "18.0.0"])("stops Node %s with one line", async (version) => {
    await install();
    const { code, stderr } = await run(["program.ts"], pretendVersion(version));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Sarah AI needs Node 24\.2 or newer and found .*\n$/);
  });

  it.each(["24.2.0", "25.0.0"])("lets Node %s pass", async (version) => {
    await install();
    expect(await run([], pretendVersion(version))).toMatchObject({ code: 0 });
  });

  it("keeps what Node compiled with the packages, for the program's children too", async () => {
    await install();
    const source = "console.log(process.env.NODE_COMPILE_CACHE)";
    await writeFile(join(project, "program.ts"), source);
    const folder = join(project, "node_modules", ".cache", "compiled");
    expect((await run(["program.ts"])).stdout).toBe(`${folder}\n`);
    expect(await readdir(folder)).not.toEqual([]);
  });

  it("becomes the program it is given, which sees itself as the main one", async () => {
    await install();
    const source = "console.log(import.meta.main, process.argv.slice(1) as string[])";
    await writeFile(join(project, "program.ts"), source);
    const { stdout } = await run(["program.ts", "a", "b"]);
    expect(stdout).toMatch(/^true \[ '.*program\.ts', 'a', 'b' \]\n$/);
  });

  it("is written in words that the oldest Node can read", async () => {
    const source = await readFile(preflight, "utf8");
    const code = source.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/"[^"\n]*"/g, '""');
    expect(code).not.toMatch(/=>|`|\?\.|\?\?|\b(const|let|class|async|await|import|export)\b/);
  });
});
