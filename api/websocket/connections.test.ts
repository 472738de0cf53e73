import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Connections } from "./connections.ts";
import { createFakeSocket } from "./testing/fake-socket.ts";
import type { Verbs } from "./verbs.ts";

const log = {
  debug: vi.fn<() => void>(),
  info: vi.fn<() => void>(),
  warning: vi.fn<() => void>(),
  error: vi.fn<() => void>(),
};

/** Connections whose tokens are `user/session`. */
function setUp() {
  const live = new Set<string>();
  const findLiveSessions = vi.fn<(ids: string[]) => Promise<Set<string>>>(async () => live);
  const connections = new Connections({
    users: { findLiveSessions },
    now: () => new Date(),
    log,
  });
  const identify = async (token: string) => {
    const [userId, sessionId] = token.split("/") as [string, string];
    return { session: { userId, sessionId }, expiresAt: new Date("2100-01-01") };
  };
  const connect = async (accessToken: string) => {
    const { fake, socket } = createFakeSocket();
    const verbs = { identify } as Verbs;
    const connection = connections.open(socket, { verbs, requestId: "id", accessToken });
    live.add(accessToken.split("/")[1]!);
    await vi.advanceTimersByTimeAsync(0);
    return { fake, connection };
  };
  return { connections, connect, live, findLiveSessions };
}

describe("the connections of an instance", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-01-01") }));
  afterEach(() => void vi.useRealTimers());

  it("are looked after by one timer, which runs only while there are any", async () => {
    const { connect } = setUp();
    const all = [await connect("a/1"), await connect("b/2"), await connect("c/3")];
    expect(vi.getTimerCount()).toBe(1);
    for (const { connection } of all) connection.onClose();
    expect(vi.getTimerCount()).toBe(0);
    await connect("d/4");
    expect(vi.getTimerCount()).toBe(1);
  });

  it("cost one query for the sessions of all of them, which closes those that have ended", async () => {
    const { connect, live, findLiveSessions } = setUp();
    const [first, second, other] = [
      await connect("a/1"),
      await connect("a/1"),
      await connect("b/2"),
    ];
    live.delete("1");
    await vi.advanceTimersByTimeAsync(1000);
    expect(findLiveSessions.mock.calls).toEqual([[["1", "2"]]]);
    const ended = { code: 4403, reason: "session-ended" };
    expect([first.fake.end, second.fake.end, other.fake.end]).toEqual([ended, ended, undefined]);
    live.delete("2");
    await vi.advanceTimersByTimeAsync(4999);
    expect(other.fake.end).toEqual(ended);
  });

  it("are kept while nobody can say whether their sessions live, and asked about again", async () => {
    const { connect, live, findLiveSessions } = setUp();
    const { fake } = await connect("a/1");
    live.clear();
    findLiveSessions.mockRejectedValueOnce(new Error("no database"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.end).toBeUndefined();
    expect(log.warning).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(3000);
    expect(fake.end).toEqual({ code: 4403, reason: "session-ended" });
  });

  it("wait for one query before the next, however slow the database", async () => {
    const { connect, findLiveSessions } = setUp();
    findLiveSessions.mockReturnValueOnce(new Promise(() => {}));
    await connect("a/1");
    await vi.advanceTimersByTimeAsync(15_000);
    expect(findLiveSessions).toHaveBeenCalledTimes(1);
  });

  it("get a notice on each of the user's own", async () => {
    const { connections, connect } = setUp();
    const [first, second, other] = [
      await connect("a/1"),
      await connect("a/2"),
      await connect("b/3"),
    ];
    connections.notify("a", { kind: "stage", text: "Friends now" });
    const told = [first, second, other].map(({ fake }) => fake.sent.map(({ event }) => event));
    expect(told).toEqual([["notice"], ["notice"], []]);
  });

  it("are no more than an instance can hold, and none when it restarts", async () => {
    const { connections } = setUp();
    const open = () => {
      const { fake, socket } = createFakeSocket();
      const opening = { verbs: {} as Verbs, requestId: "id", accessToken: undefined };
      return { fake, connection: connections.open(socket, opening) };
    };
    for (let i = 0; i < 4999; i += 1) open();
    expect(connections.isFull()).toBe(false);
    const { connection } = open();
    expect(connections.isFull()).toBe(true);
    connection.onClose();
    expect(connections.isFull()).toBe(false);
    connections.drain();
    expect(connections.isFull()).toBe(true);
    expect(open().fake.end).toEqual({ code: 1012, reason: "restart" });
    expect(vi.getTimerCount()).toBe(0);
  });
});
