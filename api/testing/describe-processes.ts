import { afterAll, beforeAll } from "vitest";

import { describePostgres } from "#db/testing/describe-databases.ts";
import { startGate, type Gate } from "#db/testing/gate.ts";
import { startApiProcess, type ApiProcess, type Program } from "./api-process.ts";
import { saidIn, startFakeInference, type FakeInference } from "./fake-inference.ts";

/** Instances of the API in processes of their own, on one Postgres and one inference server. */
export interface Processes {
  databaseUrl: string;
  /** Plays our own inference server, with a script for each thing that is said. */
  inference: FakeInference;
  /** An instance to which nothing happens. */
  steady: ApiProcess;
  /** Starts a further instance, ended with the suite if not before. */
  startApi: (settings?: Record<string, string>) => Promise<ApiProcess>;
  /** Has a program end with the suite, if not before. */
  endWithSuite: <T extends Program>(program: T) => T;
  /** A way to the database that can be shut. */
  startGate: () => Promise<Gate>;
  /** Has the model stop after the first piece of its answer to this, until it is released. */
  holdAnswerTo: (content: string, pieces: string[]) => () => void;
  /** How often the model was asked for an answer to this. */
  timesAsked: (content: string) => number;
}

/** Declares a suite about what happens between processes. */
export function describeProcesses(name: string, suite: (open: () => Processes) => void): void {
  describePostgres(name, (openDatabase) => {
    const programs: Program[] = [];
    const gates: Gate[] = [];
    let processes: Processes | undefined;

    beforeAll(async () => {
      const inference = await startFakeInference();
      inference.keeps = true;
      const databaseUrl = openDatabase().url!;
      const endWithSuite = <T extends Program>(program: T) => {
        programs.push(program);
        return program;
      };
      const startApi = async (settings: Record<string, string> = {}) => {
        const known = { DATABASE_URL: databaseUrl, INFERENCE_URL: inference.url };
        return endWithSuite(await startApiProcess({ ...known, ...settings }));
      };
      processes = {
        databaseUrl,
        inference,
        startApi,
        endWithSuite,
        steady: await startApi(),
        async startGate() {
          const gate = await startGate(databaseUrl);
          gates.push(gate);
          return gate;
        },
        holdAnswerTo(content, pieces) {
          const hold = Promise.withResolvers<void>();
          inference.scripts.set(content, { pieces, hold: hold.promise });
          return hold.resolve;
        },
        timesAsked: (content) =>
          inference.requests.filter((request) => saidIn(request) === content).length,
      };
    });
    afterAll(async () => {
      await Promise.all(programs.map((program) => program.kill()));
      await Promise.all(gates.map((gate) => gate.close()));
      await processes?.inference.close();
    });
    suite(() => {
      if (processes === undefined) throw new Error("They are there in hooks and tests only");
      return processes;
    });
  });
}
