/*
 * The door of every npm script. Plain old JavaScript, because what it must tell apart is also the
 * Node that could not even parse the rest.
 *
 *   node deploy/preflight.cjs                        checks Node and the installed packages
 *   node deploy/preflight.cjs <program.ts> [args]    the same, then becomes that program
 *
 * The convention for programs: what is run this way, or as `node <program.ts>`, sees
 * `import.meta.main === true` and its own path in process.argv[1]; what is imported sees false.
 * So a program exports its parts and ends with `if (import.meta.main) await runProgram(main)`.
 *
 * The scripts that serve begin with `exec`, because a signal to npm ends the shell below it, and
 * would leave a server that is the shell's child behind. cmd.exe knows neither `exec` nor `#`: there
 * the first half fails in silence and the second runs.
 */
"use strict";

var path = require("path");
var fs = require("fs");

/* 24.2 is the first to know import.meta.main. */
var OLDEST_NODE = [24, 2];
var ROOT = path.dirname(__dirname);

function stop(line) {
  console.error(line);
  process.exit(1);
}

function isTooOld(version) {
  var parts = version.split(".");
  var major = Number(parts[0]);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && Number(parts[1]) < OLDEST_NODE[1]);
}

function tooOld() {
  var found =
    "Sarah AI needs Node " + OLDEST_NODE.join(".") + " or newer and found " + process.version;
  var bundled =
    process.platform === "linux" && (process.arch === "x64" || process.arch === "arm64");
  return bundled
    ? found +
        ". Run npm install without --omit=optional: it brings Node 24 along for npm's scripts."
    : found + ". Install Node 24 from https://nodejs.org, then try again.";
}

/* npm writes this file last, so a half-finished install counts as none. */
if (!fs.existsSync(path.join(ROOT, "node_modules", ".package-lock.json"))) {
  stop("Run npm install first.");
}
if (isTooOld(process.versions.node)) {
  stop(tooOld());
}

/*
 * Parsing and stripping some hundred files is most of what starting costs, so Node keeps the result:
 * here, not in a temporary folder that others can write to. Children find it by the variable.
 */
function keepCompiled() {
  var folder =
    process.env.NODE_COMPILE_CACHE || path.join(ROOT, "node_modules", ".cache", "compiled");
  process.env.NODE_COMPILE_CACHE = folder;
  require("module").enableCompileCache(folder);
}

var program = process.argv[2];
if (program) {
  keepCompiled();
  process.argv.splice(1, 2, path.resolve(program));
  require("module").runMain();
}
