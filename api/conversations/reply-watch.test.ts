import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { ReplyVersion } from "#db/repositories/messages.ts";
import { ReplyWatch } from "./reply-watch.ts";

const stranger = new AbortController().signal;

function setUp() {
  const closing = new AbortController();
  const stored = new Map<string, ReplyVersion>();
  const asked: string[][] = [];
  let failure: Error | undefined;
  const findVersions = async (replyIds: string[]) => {
    asked.push(replyIds);
    if (failure !== undefined) throw failure;
    return new Map(stored);
  };
  const now = () => new Date();
  const watch = new ReplyWatch({ messages: { findVersions }, now, closing: closing.signal });
  const store = (id: string, version: string, leaseUntil = new Date(Date.now() + 60_000)) =>
    stored.set(id, { version, leaseUntil });
  const fail = (code: string | undefined) =>
    (failure = code === undefined ? undefined : Object.assign(new Error("away"), { code }));
  return { watch, store, asked, fail, closing };
}

/** Whether a promise has settled, and how, by now. */
function outcomeOf(promise: Promise<void>) {
  const outcome: { is: "waiting" | "changed" | "failed" } = { is: "waiting" };
  promise.then(
    () => (outcome.is = "changed"),
    () => (outcome.is = "failed"),
  );
  return outcome;
}

describe("watching replies that are written elsewhere", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("asks once in half a second for all who wait, and not at all when nobody does", async () => {
    const { watch, store, asked } = setUp();
    for (const id of ["a", "b"]) store(id, "1");
    const outcomes = ["a", "a", "b"].map((id) => outcomeOf(watch.change(id, "1", stranger)));
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
    store("a", "2");
    await vi.advanceTimersByTimeAsync(500);
    expect(outcomes.map(({ is }) => is)).toEqual(["changed", "changed", "waiting"]);
    store("b", "2");
    await vi.advanceTimersByTimeAsync(500);
    expect(outcomes[2]!.is).toBe("changed");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(4);
    expect(vi.getTimerCount()).toBe(0);
    const again = outcomeOf(watch.change("b", "1", stranger));
    await vi.advanceTimersByTimeAsync(500);
    expect(again.is).toBe("changed");
  });

  test("tells of a reply that is gone, and of one whose writer is", async () => {
    const { watch, store } = setUp();
    store("orphan", "1", new Date(Date.now() + 700));
    const gone = outcomeOf(watch.change("gone", "1", stranger));
    const orphan = outcomeOf(watch.change("orphan", "1", stranger));
    await vi.advanceTimersByTimeAsync(500);
    expect([gone.is, orphan.is]).toEqual(["changed", "waiting"]);
    await vi.advanceTimersByTimeAsync(500);
    expect(orphan.is).toBe("changed");
  });

  test("forgets who has left", async () => {
    const { watch, store, asked } = setUp();
    store("a", "1");
    const reader = new AbortController();
    const left = outcomeOf(watch.change("a", "1", reader.signal));
    reader.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(left.is).toBe("changed");
    await watch.change("a", "1", reader.signal);
    expect(asked).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("outlasts a database that is away for half a minute, but no longer", async () => {
    const { watch, store, fail } = setUp();
    store("a", "1");
    const patient = outcomeOf(watch.change("a", "1", stranger));
    fail("ECONNREFUSED");
    await vi.advanceTimersByTimeAsync(25_000);
    expect(patient.is).toBe("waiting");
    fail(undefined);
    store("a", "2");
    await vi.advanceTimersByTimeAsync(500);
    expect(patient.is).toBe("changed");
    fail("ECONNREFUSED");
    const given = outcomeOf(watch.change("a", "2", stranger));
    await vi.advanceTimersByTimeAsync(31_000);
    expect(given.is).toBe("failed");
  });

  test("fails at once with what waiting does not mend", async () => {
    const { watch, fail } = setUp();
    fail("42703");
    const outcome = outcomeOf(watch.change("a", "1", stranger));
    await vi.advanceTimersByTimeAsync(500);
    expect(outcome.is).toBe("failed");
  });

  test("lets everybody go at the end of the service", async () => {
    const { watch, store, closing } = setUp();
    store("a", "1");
    const outcome = outcomeOf(watch.change("a", "1", stranger));
    closing.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(outcome.is).toBe("changed");
    expect(vi.getTimerCount()).toBe(0);
  });
});
