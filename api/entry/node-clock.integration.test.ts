import { describe, expect, it } from "vitest";

import type { DatabaseClient } from "#db/clients/database.ts";
import { describeDatabases } from "#db/testing/describe-databases.ts";
import { startClock } from "./node-clock.ts";

const second = 1000;

describeDatabases("the clock of an instance", (open) => {
  it.each([-3600 * second, -16 * second, 16 * second, 3600 * second])(
    "is the database's where the machine's is %d ms off, and the operator is told",
    async (offMs) => {
      const clock = await startClock(open().client, () => Date.now() + offMs);
      expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(second);
      const lines: string[] = [];
      const log = {
        debug() {},
        info() {},
        error() {},
        warning: (line: string) => lines.push(line),
      };
      clock.report(log);
      expect(lines).toEqual(["the database's clock differs and is followed"]);
      clock.stop();
    },
  );

  it("is the machine's where both agree", async () => {
    let machine = 0;
    const clock = await startClock(open().client, () => (machine = Date.now() + 100));
    expect(clock.now().getTime()).toBe(machine);
    clock.report({ debug() {}, info() {}, error() {}, warning: () => expect.unreachable() });
    clock.stop();
  });
});

describe("a clock without a database", () => {
  it("does not start", async () => {
    const db = { execute: () => Promise.reject(new Error("away")) } as unknown;
    await expect(startClock({ db } as Pick<DatabaseClient, "db">)).rejects.toThrow("away");
  });
});
