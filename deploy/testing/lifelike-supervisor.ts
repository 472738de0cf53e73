/* A supervisor for the tests that kill one: keeps lifelike-program.ts running until it is killed. */
import { join } from "node:path";

import { SupervisedProcess } from "#deploy/supervised-process.ts";

const child = new SupervisedProcess({
  title: "test program",
  program: join(import.meta.dirname, "lifelike-program.ts"),
  env: process.env,
  afterDeath: () => 10,
  log: () => {},
});
child.start();
await child.ready;
console.log(child.pid);
