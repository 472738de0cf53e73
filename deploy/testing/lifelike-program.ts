/*
 * A program for tests of the supervisor: lives, announces itself and dies as BEHAVIOUR says.
 * It appends its process id to the file PIDS.
 */
import { appendFileSync } from "node:fs";

const { BEHAVIOUR, PIDS } = process.env;
if (PIDS) appendFileSync(PIDS, `${process.pid}\n`);

if (BEHAVIOUR === "refuse") {
  process.exit(78);
}
if (BEHAVIOUR === "die") {
  process.exit(3);
}
process.once("disconnect", () => process.exit(0));
process.once("SIGTERM", () => process.exit(0));
setInterval(() => {}, 1000);
process.send?.({ type: "listening", port: 0 });
process.send?.({ type: "ready" });
