import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { connect } from "#api/testing/test-socket.ts";
import { sessions } from "#db/schema/users.ts";
import { maxFrameBytes } from "./limits.ts";

const hello = { type: "message.send", requestId: "r1", content: "Hello" };
const dayMs = 24 * 60 * 60 * 1000;

async function tokenOf(api: TestApi, user: TestUser): Promise<string> {
  const body = { identifier: user.username, password: user.password };
  return (await (await api.call("POST", "/v1/auth/login", { body })).json()).accessToken;
}

const endSessions = (api: TestApi, user: TestUser) =>
  api.database.db.update(sessions).set({ endedAt: new Date() }).where(eq(sessions.userId, user.id));

describeApi("the life of a WebSocket", (open) => {
  describe("without a token in the handshake", () => {
    it("does nothing but say so until an auth frame brings one", async () => {
      const api = open();
      const { accessToken } = await api.register();
      const socket = await connect(api);
      expect(socket.protocol).toBe("");
      socket.send(hello);
      expect(await socket.next()).toMatchObject({
        event: "error",
        requestId: "r1",
        data: { type: "/problems/token-missing" },
      });
      socket.send({ type: "auth", accessToken });
      socket.send({ ...hello, requestId: "r2" });
      await socket.until("message.done", "r2");
      socket.close();
    });

    it("closes with 4401 after five seconds", async () => {
      const api = open();
      const socket = await connect(api);
      api.advance(5000);
      expect(await socket.closed).toEqual({ code: 4401, reason: "token-missing" });
    });
  });

  it.each(["bearer.nonsense", "bearer.a.b.c", "bearer."])(
    "closes with 4401 for %s",
    async (token) => {
      const socket = await connect(open(), { protocols: ["sarah.v1", token] });
      expect(await socket.closed).toEqual({ code: 4401, reason: "token-invalid" });
    },
  );

  it("closes with 4401 when its token expires, and with an expired one", async () => {
    const api = open();
    const user = await api.register();
    const socket = await connect(api, { as: user });
    await socket.settled();
    api.advance(dayMs);
    expect(await socket.closed).toEqual({ code: 4401, reason: "token-expired" });
    const late = await connect(api, { as: user });
    expect(await late.closed).toEqual({ code: 4401, reason: "token-expired" });
  });

  it("lasts as long as the token of the newest auth frame", async () => {
    const api = open();
    const user = await api.register();
    const socket = await connect(api, { as: user });
    await socket.settled();
    api.advance(dayMs / 2);
    socket.send({ type: "auth", accessToken: await tokenOf(api, user) });
    await socket.settled();
    api.advance(dayMs / 2);
    socket.send(hello);
    await socket.until("message.done");
    api.advance(dayMs / 2);
    expect(await socket.closed).toEqual({ code: 4401, reason: "token-expired" });
  });

  it("takes up nothing once its token has expired, before the clock is looked at again", async () => {
    const api = open();
    const socket = await connect(api, { as: await api.register() });
    await socket.settled();
    api.advance(dayMs);
    socket.send(hello);
    await socket.closed;
    expect(api.inference.requests).toEqual([]);
  });

  it("closes with 4401 when an auth frame brings a token that is not valid", async () => {
    const api = open();
    const socket = await connect(api, { as: await api.register() });
    socket.send({ type: "auth", accessToken: "nonsense" });
    socket.send(hello);
    expect(await socket.closed).toEqual({ code: 4401, reason: "token-invalid" });
    expect(api.inference.requests).toEqual([]);
  });

  it("closes with 4403 when an auth frame brings the token of another user", async () => {
    const api = open();
    const socket = await connect(api, { as: await api.register() });
    const { accessToken } = await api.register();
    socket.send({ type: "auth", accessToken });
    socket.send(hello);
    expect(await socket.closed).toEqual({ code: 4403, reason: "other-user" });
    expect(api.inference.requests).toEqual([]);
  });

  it("closes with 4403 when its session ends, and for a session that has ended", async () => {
    const api = open();
    const user = await api.register();
    const other = await connect(api, { as: await api.register() });
    const socket = await connect(api, { as: user });
    await socket.settled();
    await endSessions(api, user);
    expect(await socket.closed).toEqual({ code: 4403, reason: "session-ended" });
    api.advance(5000);
    const late = await connect(api, { as: user });
    expect(await late.closed).toEqual({ code: 4403, reason: "session-ended" });
    await other.settled();
    other.close();
  });

  it("refuses the twenty-first connection of a user with 1013, and nobody else's", async () => {
    const api = open();
    const user = await api.register();
    const sockets = await Promise.all(Array.from({ length: 20 }, () => connect(api, { as: user })));
    for (const socket of sockets) await socket.settled();
    const oneMore = await connect(api, { as: user });
    expect(await oneMore.closed).toEqual({ code: 1013, reason: "rate-limited" });
    const other = await connect(api, { as: await api.register() });
    await other.settled();
    sockets.push(other);
    for (const socket of sockets) socket.close();
  });

  describe("frames that cannot be read", () => {
    it.each([
      ["no JSON", "{", "malformed-request"],
      ["no object", "[]", "malformed-request"],
      ["an unknown type", { type: "message.sent" }, "validation-failed"],
      ["an unknown field", { ...hello, role: "system" }, "validation-failed"],
      ["an empty message", { ...hello, content: " " }, "validation-failed"],
      ["a NUL character", { ...hello, content: "a\0" }, "validation-failed"],
      ["a key that is none", { ...hello, idempotencyKey: "a b" }, "validation-failed"],
    ])("are told for %s, and the connection stays", async (_what, frame, code) => {
      const api = open();
      const socket = await connect(api, { as: await api.register() });
      socket.send(frame);
      const error = await socket.next();
      expect(error).toMatchObject({
        event: "error",
        id: 0,
        conversationId: null,
        replyId: null,
        data: { type: `/problems/${code}`, instance: "/v1/ws" },
      });
      const hasId = typeof frame === "object" && "requestId" in frame;
      expect(error.requestId).toBe(hasId ? "r1" : undefined);
      expect(error.data["requestId"]).toMatch(hasId ? /^r1$/ : /^[0-9a-f-]{36}$/);
      await socket.settled();
      socket.close();
    });

    it("close it with 1008 after ten in a row", async () => {
      const api = open();
      const socket = await connect(api, { as: await api.register() });
      for (let i = 1; i < 10; i += 1) socket.send("{");
      await socket.settled();
      for (let i = 1; i <= 10; i += 1) socket.send("{");
      expect(await socket.closed).toEqual({ code: 1008, reason: "malformed-request" });
    });

    it("close it with 1009 when they are too large, and with 1003 when they are not text", async () => {
      const api = open();
      const user = await api.register();
      const frame = (bytes: number) =>
        JSON.stringify({ type: "ping" }).replace("}", " ".repeat(bytes - 15) + "}");
      const large = await connect(api, { as: user });
      large.send(frame(maxFrameBytes));
      expect((await large.next()).event).toBe("pong");
      large.send(frame(maxFrameBytes + 1));
      expect((await large.closed).code).toBe(1009);
      const binary = await connect(api, { as: user });
      binary.sendBytes(new Uint8Array([1, 2, 3]));
      expect(await binary.closed).toEqual({ code: 1003, reason: "text-only" });
    });
  });

  describe("when the server stops", () => {
    it("closes with 1012: at once when idle, else when its replies are told", async () => {
      const api = open();
      const user = await api.register();
      const instance = await api.startAnother();
      const idle = await connect(instance, { as: user });
      const busy = await connect(instance, { as: user });
      const hold = Promise.withResolvers<void>();
      api.inference.next = [{ pieces: ["To the", " end"], hold: hold.promise }];
      busy.send(hello);
      await busy.until("message.delta");
      const stopped = instance.stop();
      expect(await idle.closed).toEqual({ code: 1012, reason: "restart" });
      busy.send({ ...hello, requestId: "r2" });
      expect((await busy.until("error", "r2"))[0]!.data).toMatchObject({ status: 503 });
      hold.resolve();
      const done = (await busy.until("message.done", "r1")).at(-1)!;
      expect(done.data["reply"].content).toBe("To the end");
      expect(await busy.closed).toEqual({ code: 1012, reason: "restart" });
      await stopped;
    });
  });
});
