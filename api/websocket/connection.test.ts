import { describe, expect, it, vi } from "vitest";

import type { Identity } from "#api/auth/access-token.ts";
import { ReplyFeed } from "#api/conversations/reply-feed.ts";
import { DomainError } from "#api/errors.ts";
import { toFailure } from "#api/failure.ts";
import { Connection } from "./connection.ts";
import { maxBufferedBytes, maxFramesWaiting } from "./limits.ts";
import { createFakeSocket } from "./testing/fake-socket.ts";
import type { Verbs } from "./verbs.ts";

const ids = { conversationId: "c", userMessageId: "u", replyId: "r" };
const start = { ...ids, personality: "sarah" as const, stage: "stranger" as const, notices: [] };
const session = { userId: "user", sessionId: "session" };
const send = JSON.stringify({ type: "message.send", requestId: "r1", content: "Hi" });
const ping = JSON.stringify({ type: "ping" });
const auth = (accessToken: string) => JSON.stringify({ type: "auth", accessToken });

/** Lets everything that can happen now happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function open() {
  const { fake, socket } = createFakeSocket();
  const feed = new ReplyFeed();
  let nowMs = Date.parse("2026-01-01");
  const verbs = {
    identify: vi.fn<Verbs["identify"]>(async () => ({
      session,
      expiresAt: new Date(nowMs + 3_600_000),
    })),
    send: vi.fn<Verbs["send"]>(async () => ({
      ids,
      userMessage: {} as never,
      news: feed.follow(),
    })),
    cancel: vi.fn<Verbs["cancel"]>(async () => {}),
    typing: vi.fn<Verbs["typing"]>(async () => {}),
  };
  const onEnd = vi.fn<() => void>();
  const connection = new Connection(socket, {
    verbs,
    requestId: "handshake",
    now: () => new Date(nowMs),
    mayHaveOneMore: () => true,
    toFailure,
    onEnd,
  });
  const pass = (ms: number) => {
    nowMs += ms;
    connection.tick();
  };
  return { connection, fake, feed, verbs, onEnd, pass };
}

/** One that has shown its token. */
async function openSignedIn() {
  const opened = open();
  opened.connection.authenticate("token");
  await settle();
  return opened;
}

describe("a connection", () => {
  it("takes up frames one after another, so that a token counts for what follows it", async () => {
    const { connection, verbs } = open();
    const identified = Promise.withResolvers<Identity>();
    verbs.identify.mockReturnValueOnce(identified.promise);
    connection.onText(auth("token"));
    connection.onText(send);
    await settle();
    expect(verbs.send).not.toHaveBeenCalled();
    identified.resolve({ session, expiresAt: new Date("2027-01-01") });
    await settle();
    expect(verbs.send).toHaveBeenCalledWith(session, expect.anything(), { content: "Hi" });
  });

  it("takes up nothing any more once it is closed, and tells of its end once", async () => {
    const { connection, fake, verbs, onEnd } = open();
    verbs.identify.mockRejectedValueOnce(new DomainError("token-invalid"));
    connection.onText(auth("wrong"));
    connection.onText(auth("right"));
    connection.onText(send);
    await settle();
    connection.onText(ping);
    connection.onClose();
    await settle();
    expect(fake.end).toEqual({ code: 4401, reason: "token-invalid" });
    expect(verbs.identify).toHaveBeenCalledTimes(1);
    expect(verbs.send).not.toHaveBeenCalled();
    expect(fake.sent).toEqual([]);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it.each([
    [new DomainError("token-expired"), 4401, "token-expired"],
    [new DomainError("session-ended"), 4403, "session-ended"],
    [new DomainError("account-deactivated"), 4403, "account-deactivated"],
    [new DomainError("database-unavailable"), 1013, "database-unavailable"],
    [new Error("a bug"), 1011, "internal"],
  ])("closes for the token's failure %s with %i", async (failure, code, reason) => {
    const { connection, fake, verbs } = open();
    verbs.identify.mockRejectedValueOnce(failure);
    connection.authenticate("token");
    await settle();
    expect(fake.end).toEqual({ code, reason });
  });

  it("tells the failure of a verb and goes on", async () => {
    const { connection, fake, verbs } = await openSignedIn();
    verbs.typing.mockRejectedValueOnce(new Error("secret"));
    const conversationId = "01900000-0000-7000-8000-000000000000";
    connection.onText(JSON.stringify({ type: "typing", conversationId }));
    connection.onText(ping);
    await settle();
    expect(fake.sent.map(({ event }) => event)).toEqual(["error", "pong"]);
    expect(fake.sent[0]).toMatchObject({
      conversationId,
      data: { type: "/problems/internal", requestId: "handshake" },
    });
    expect(JSON.stringify(fake.sent)).not.toContain("secret");
  });

  it("closes a client whose frames come faster than they can be taken up", async () => {
    const { connection, fake, verbs } = open();
    verbs.identify.mockReturnValueOnce(new Promise(() => {}));
    connection.onText(auth("token"));
    for (let i = 1; i < maxFramesWaiting; i += 1) connection.onText(ping);
    expect(fake.end).toBeUndefined();
    connection.onText(ping);
    expect(fake.end).toEqual({ code: 1008, reason: "rate-limited" });
  });

  it("measures a frame in bytes", async () => {
    const { connection, fake } = open();
    connection.onText("é".repeat(32 * 1024));
    expect(fake.end).toBeUndefined();
    connection.onText("é".repeat(32 * 1024 + 1));
    expect(fake.end).toEqual({ code: 1009, reason: "too-large" });
  });

  it("counts frames that cannot be read only while they come in a row", async () => {
    const { connection, fake } = open();
    for (let i = 1; i <= 30; i += 1) connection.onText(i % 10 === 0 ? ping : "{");
    await settle();
    expect(fake.end).toBeUndefined();
    expect(fake.sent).toHaveLength(30);
  });

  it("tells a notice that belongs to no reply", async () => {
    const { connection, fake } = await openSignedIn();
    connection.notify({ kind: "break", text: "Time for a break?" });
    expect(fake.sent).toEqual([
      {
        event: "notice",
        id: 0,
        conversationId: null,
        replyId: null,
        data: { kind: "break", text: "Time for a break?" },
      },
    ]);
  });

  describe("with a slow reader", () => {
    it("hands over the next event only when the one before has left, then all there is", async () => {
      const { connection, fake, feed } = await openSignedIn();
      fake.isFlowing = false;
      connection.onText(send);
      feed.begin(start);
      for (const piece of ["One", " two", " three"]) feed.append(piece);
      await settle();
      expect(fake.sent.map(({ event }) => event)).toEqual(["message.start"]);
      fake.flow();
      await settle();
      expect(fake.sent.slice(1)).toMatchObject([{ id: 13, data: { text: "One two three" } }]);
    });

    it("closes with 1013 when nothing has left for thirty seconds, and asks for no more", async () => {
      const { connection, fake, feed, pass } = await openSignedIn();
      fake.isFlowing = false;
      connection.onText(send);
      feed.begin(start);
      await settle();
      pass(29_999);
      connection.onPong();
      expect(fake.end).toBeUndefined();
      pass(1);
      expect(fake.end).toEqual({ code: 1013, reason: "too-slow" });
      feed.append("more");
      fake.flow();
      await settle();
      expect(fake.sent).toHaveLength(1);
    });

    it("is patient as long as something leaves", async () => {
      const { connection, fake, feed, pass } = await openSignedIn();
      fake.isFlowing = false;
      connection.onText(send);
      feed.begin(start);
      for (let i = 0; i < 5; i += 1) {
        await settle();
        pass(20_000);
        connection.onPong();
        feed.append("more");
        fake.flow();
      }
      expect(fake.end).toBeUndefined();
    });

    it("closes a client that sends without reading what it is told", async () => {
      const { connection, fake } = open();
      fake.buffered = maxBufferedBytes + 1;
      connection.onText(ping);
      expect(fake.end).toEqual({ code: 1013, reason: "too-slow" });
    });
  });

  describe("by the clock", () => {
    it("closes without a token after five seconds, not before", async () => {
      const { fake, pass } = open();
      pass(4999);
      expect(fake.end).toBeUndefined();
      pass(1);
      expect(fake.end).toEqual({ code: 4401, reason: "token-missing" });
    });

    it("closes when the token expires, not before", async () => {
      const { connection, fake, pass } = await openSignedIn();
      pass(3_599_999);
      connection.onPong();
      expect(fake.end).toBeUndefined();
      pass(1);
      expect(fake.end).toEqual({ code: 4401, reason: "token-expired" });
    });

    it("asks for a sign of life, and lets go of a peer that gave none until the next time", async () => {
      const { connection, fake, onEnd, pass } = await openSignedIn();
      pass(20_000);
      connection.onPong();
      pass(20_000);
      connection.onText(ping);
      pass(20_000);
      expect([fake.pings, fake.end]).toEqual([3, undefined]);
      pass(20_000);
      expect([fake.pings, fake.end]).toEqual([3, "dropped"]);
      expect(onEnd).toHaveBeenCalledTimes(1);
    });
  });

  describe("while the server restarts", () => {
    it("closes at once when nothing is under way", async () => {
      const { connection, fake } = await openSignedIn();
      connection.drain();
      expect(fake.end).toEqual({ code: 1012, reason: "restart" });
    });

    it("tells its replies to the end and takes no more", async () => {
      const { connection, fake, feed, verbs } = await openSignedIn();
      connection.onText(send);
      await settle();
      connection.drain();
      connection.onText(send.replace("r1", "r2"));
      await settle();
      expect(fake.end).toBeUndefined();
      expect(fake.sent).toMatchObject([{ event: "error", requestId: "r2", data: { status: 503 } }]);
      expect(verbs.send).toHaveBeenCalledTimes(1);
      feed.finish({ kind: "error", error: new DomainError("inference-unavailable") });
      await settle();
      expect(fake.sent[1]).toMatchObject({ event: "error", requestId: "r1", replyId: "r" });
      expect(fake.end).toEqual({ code: 1012, reason: "restart" });
    });
  });
});
