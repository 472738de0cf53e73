import { execFileSync } from "node:child_process";
import { cpSync, lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/*
 * Installs what a server needs (`npm install --omit=dev`) into a folder of its own and weighs it:
 * no CUDA or Vulkan build of llama.cpp may be in it, and besides the bundled Node it may not weigh
 * more than the limit. The heaviest packages are listed, so that a failure says where to look.
 */

const LIMIT_MB = 260;
const BYTES_PER_MB = 1_000_000;
/** The unit of a file's `blocks`, whatever the file system's own. */
const BYTES_PER_BLOCK = 512;
const LISTED = 8;
const BUNDLED_NODE = /^node-(linux|win|darwin)-/;
const GPU_BUILD = /(cuda|vulkan)/;

const project = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "sarah-installed-size-"));
try {
  for (const file of ["package.json", "package-lock.json", ".npmrc"]) {
    cpSync(join(project, file), join(folder, file));
  }
  execFileSync("npm", ["install", "--omit=dev"], { cwd: folder, stdio: ["ignore", 2, 2] });
  process.exitCode = judge(weigh(join(folder, "node_modules"))) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Package {
  name: string;
  bytes: number;
}

function judge(packages: Package[]): boolean {
  const gpu = packages.filter(({ name, bytes }) => GPU_BUILD.test(name) && bytes > BYTES_PER_MB);
  for (const { name } of gpu) console.error(`${name} is a GPU build and was installed`);

  const [node, others] = [sum(packages.filter(isNode)), sum(packages.filter((it) => !isNode(it)))];
  console.log(
    `installed: ${mb(others)} MB (limit ${LIMIT_MB}), and ${mb(node)} MB of bundled Node`,
  );
  const heaviest = packages.toSorted((a, b) => b.bytes - a.bytes).slice(0, LISTED);
  for (const { name, bytes } of heaviest) console.log(`  ${mb(bytes).padStart(6)} MB  ${name}`);
  return gpu.length === 0 && others <= LIMIT_MB * BYTES_PER_MB;
}

/** The packages at the top of a node_modules folder, nested ones counted with their owner. */
function weigh(modules: string): Package[] {
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith("@") ? readdirSync(join(modules, name)).map((it) => join(name, it)) : [name],
  );
  return names.map((name) => ({ name, bytes: bytesIn(join(modules, name)) }));
}

/** What a file or a tree takes on the disk, as `du` counts it. */
function bytesIn(path: string): number {
  const stats = lstatSync(path);
  const own = stats.blocks * BYTES_PER_BLOCK;
  if (!stats.isDirectory()) return own;
  return readdirSync(path).reduce((total, name) => total + bytesIn(join(path, name)), own);
}

function isNode({ name }: Package): boolean {
  return BUNDLED_NODE.test(name);
}

function sum(packages: Package[]): number {
  return packages.reduce((total, { bytes }) => total + bytes, 0);
}

function mb(bytes: number): string {
  return (bytes / BYTES_PER_MB).toFixed(0);
}
