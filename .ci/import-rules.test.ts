import { spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/* The proof that the import rules of oxlint.config.ts bite: they are run on planted violations. */

const root = join(import.meta.dirname, "..");

/** Each ban in a place where it holds: file, what it imports, what the lint answers. */
const violations = [
  ["api/app.ts", "../db/schema/users.ts", "No import climbs"],
  ["api/app.test.ts", "../db/schema/users.ts", "No import climbs"],
  ["inference/engine/backend.ts", "../../api/app.ts", "No import climbs"],
  ["db/schema/users.ts", "../clients/postgres.ts", "No import climbs"],
  [".ci/smoke.ts", "../api/app.ts", "No import climbs"],
  ["api/app.ts", "drizzle-orm", "SQL lives in db/"],
  ["api/auth/register.ts", "drizzle-orm/pg-core", "SQL lives in db/"],
  ["api/me/routes.ts", "postgres", "SQL lives in db/"],
  ["inference/routes/health.ts", "@electric-sql/pglite", "SQL lives in db/"],
  ["inference/engine/step.ts", "node-llama-cpp", "Only inference/engine/backend.ts"],
  ["deploy/start.ts", "node-llama-cpp", "Only inference/engine/backend.ts"],
  ["db/clients/pglite.ts", "node-llama-cpp", "Only inference/engine/backend.ts"],
  ["api/app.ts", "#api/entry/node.ts", "Nothing imports an entry"],
  ["inference/app.ts", "#inference/entry/node.ts", "Nothing imports an entry"],
  ["db/clients/pglite.ts", "#deploy/data-dir.ts", "Nothing imports an entry"],
  ["api/http/request-log.ts", "node:fs", "The Worker bundles this file"],
  ["api/memory/recall.ts", "node:crypto", "The Worker bundles this file"],
  ["models/emotion/emotion.ts", "node:fs", "The Worker bundles this file"],
  ["models/emotion/emotion.ts", "#api/platform.ts", "it imports nothing of ours but models/"],
  ["api/app.ts", "@hono/node-server", "The Worker bundles this file"],
  ["api/auth/password.ts", "@node-rs/bcrypt", "The Worker bundles this file"],
  ["api/websocket/socket.ts", "ws", "The Worker bundles this file"],
  ["api/auth/register.ts", "hono", "A verb never sees HTTP"],
  ["api/conversations/send.ts", "@hono/zod-openapi", "A verb never sees HTTP"],
  ["api/memory/recall.ts", "#api/http/sse.ts", "A verb never sees HTTP"],
  ["api/me/erase.ts", "./routes.ts", "A verb never sees HTTP"],
  ["api/memory/recall.ts", "#api/conversations/send.ts", "conversations may call this area"],
  ["api/agents/persona.ts", "#api/conversations/send.ts", "conversations may call this area"],
  ["api/conversations/send.ts", "#inference/engine/step.ts", "by its wire only"],
  ["db/repositories/users.ts", "#inference/config.ts", "by its wire only"],
  ["db/repositories/users.ts", "#api/errors.ts", "db never sees the API"],
  ["inference/routes/health.ts", "#api/errors.ts", "The inference server stands alone"],
  ["inference/engine/backend.ts", "#db/clients/pglite.ts", "The inference server stands alone"],
  ["inference/scheduler/next.ts", "#inference/engine/step.ts", "This folder is pure"],
  ["inference/kv-cache/evict.ts", "#models/manifest.ts", "This folder is pure"],
  ["inference/protocol/health.ts", "#inference/config.ts", "This folder is pure"],
  ["models/manifest.ts", "#inference/config.ts", "This folder is pure"],
  ["db/schema/users.ts", "#db/clients/pglite.ts", "This folder is pure"],
] as const;

/** The same imports where they are in their place. */
const allowed = [
  ["api/entry/node.ts", "node:fs"],
  ["api/entry/node.ts", "#api/app.ts"],
  ["api/entry/node.ts", "#deploy/run-program.ts"],
  ["api/me/routes.ts", "@hono/zod-openapi"],
  ["api/me/routes.ts", "#api/http/sse.ts"],
  ["api/conversations/send.ts", "#api/memory/recall.ts"],
  ["api/conversations/send.ts", "#inference/protocol/health.ts"],
  ["db/repositories/users.ts", "drizzle-orm"],
  ["inference/engine/backend.ts", "node-llama-cpp"],
  ["inference/engine/backend.ts", "#inference/config.ts"],
  ["inference/scheduler/next.ts", "./slot.ts"],
  ["api/app.test.ts", "#api/entry/node.ts"],
  ["deploy/start.ts", "#api/entry/node.ts"],
] as const;

type Case = readonly [file: string, specifier: string, ...rest: unknown[]];

interface Diagnostic {
  filename: string;
  code: string;
  message: string;
  help: string;
}

describe("the import rules", () => {
  let folder: string;
  let ofViolations: Diagnostic[];
  let ofAllowed: Diagnostic[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sarah-import-rules-"));
    ofViolations = lint(plant(join(folder, "violations"), violations));
    ofAllowed = lint(plant(join(folder, "allowed"), allowed));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(violations)("forbid %s to import %s", (file, specifier, message) => {
    const found = ofViolations.find(
      (diagnostic) =>
        diagnostic.filename === file && diagnostic.message.startsWith(`'${specifier}'`),
    );
    expect(found?.help).toContain(message);
  });

  it("forbid nothing else in the same files", () => {
    expect(ofViolations).toHaveLength(violations.length);
  });

  it("allow the same imports where they are in their place", () => {
    expect(ofAllowed).toEqual([]);
  });
});

/** Writes the files of all cases into a project of its own that has the real configuration. */
function plant(project: string, cases: readonly Case[]): string {
  for (const [file, specifier] of cases) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    appendFileSync(join(project, file), `import ${JSON.stringify(specifier)};\n`);
  }
  copyFileSync(join(root, "oxlint.config.ts"), join(project, "oxlint.config.ts"));
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"), "dir");
  return project;
}

/** What the lint says of imports; its other rules do not matter here. */
function lint(project: string): Diagnostic[] {
  const oxlint = join(root, "node_modules", "oxlint", "bin", "oxlint");
  const { stdout } = spawnSync(process.execPath, [oxlint, "--format=json"], {
    cwd: project,
    encoding: "utf8",
  });
  const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(stdout);
  return diagnostics.filter(({ code }) => code === "eslint(no-restricted-imports)");
}
