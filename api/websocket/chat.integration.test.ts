import { describe, expect, it } from "vitest";

import { messagesOf } from "#api/testing/conversation-helpers.ts";
import { describeApi } from "#api/testing/describe-api.ts";
import { connect, saidIn } from "#api/testing/test-socket.ts";

const hello = { type: "message.send", requestId: "r1", content: "Hello" };
const nobodys = "01900000-0000-7000-8000-000000000000";

describeApi("chatting over a WebSocket", (open) => {
  it("gets the events of server-sent events, each with its request, conversation and reply", async () => {
    const api = open();
    const user = await api.register();
    api.inference.script = { pieces: ["a👍🏽", "é", "日本"] };
    const socket = await connect(api, { as: user });
    socket.send(hello);
    const frames = await socket.until("message.done");
    const [start] = frames;
    const { conversationId, replyId } = start!.data;
    expect(start).toMatchObject({ event: "message.start", id: 0, data: { stage: "stranger" } });
    for (const frame of frames) {
      expect(frame).toMatchObject({ requestId: "r1", conversationId, replyId });
    }
    expect(saidIn(frames)).toBe("a👍🏽é日本");
    expect(frames.at(-2)!.id).toBe(6);
    expect(frames.at(-1)).toMatchObject({ id: 7, data: { reply: { content: "a👍🏽é日本" } } });
    const stored = await messagesOf(api, user, conversationId);
    expect(stored[1]).toEqual(frames.at(-1)!.data["reply"]);
    socket.close();
  });

  it("goes on in a conversation that it names", async () => {
    const api = open();
    const user = await api.register();
    const socket = await connect(api, { as: user });
    socket.send(hello);
    const [start] = await socket.until("message.done");
    const { conversationId } = start!;
    socket.send({ ...hello, requestId: "r2", conversationId });
    expect((await socket.until("message.done"))[0]!.conversationId).toBe(conversationId);
    expect(await messagesOf(api, user, conversationId!)).toHaveLength(4);
    socket.close();
  });

  it("lets replies of several conversations run beside each other", async () => {
    const api = open();
    const socket = await connect(api, { as: await api.register() });
    const hold = Promise.withResolvers<void>();
    api.inference.next = [{ pieces: ["First", " at last"], hold: hold.promise }];
    socket.send(hello);
    await socket.until("message.delta", "r1");
    socket.send({ ...hello, requestId: "r2" });
    expect(saidIn(await socket.until("message.done", "r2"))).toBe("Hello there.");
    hold.resolve();
    expect(saidIn(await socket.until("message.done", "r1"))).toBe(" at last");
    socket.close();
  });

  it("tells the failure of one send as its own and leaves the others alone", async () => {
    const api = open();
    const socket = await connect(api, { as: await api.register() });
    const hold = Promise.withResolvers<void>();
    api.inference.next = [{ pieces: ["One", " reply"], hold: hold.promise }];
    socket.send(hello);
    const [start] = await socket.until("message.delta", "r1");
    const { conversationId } = start!;
    socket.send({ ...hello, requestId: "r2", conversationId });
    const [error] = await socket.until("error", "r2");
    expect(error).toMatchObject({
      conversationId,
      data: { type: "/problems/reply-in-progress", instance: "/v1/ws", requestId: "r2" },
    });
    socket.send({ ...hello, requestId: "r3", conversationId: nobodys });
    expect((await socket.until("error", "r3"))[0]!.data).toMatchObject({ status: 404 });
    hold.resolve();
    expect((await socket.until("message.done", "r1")).at(-1)!.data["reply"].content).toBe(
      "One reply",
    );
    socket.close();
  });

  it("names the stored turn when the model cannot be reached, and tells how far it came", async () => {
    const api = open();
    const socket = await connect(api, { as: await api.register() });
    api.inference.next = [{ pieces: [], refuse: { status: 503 } }];
    socket.send(hello);
    const [refused] = await socket.until("error");
    expect(refused).toMatchObject({ id: 0, requestId: "r1", data: { status: 503 } });
    expect(refused!.replyId).toBe(refused!.data["replyId"]);
    api.inference.next = [{ pieces: ["Half"], end: "no-finish-reason" }];
    socket.send({ ...hello, requestId: "r2" });
    expect((await socket.until("error", "r2")).at(-1)).toMatchObject({
      id: 4,
      data: { type: "/problems/inference-unavailable" },
    });
    socket.close();
  });

  it("finishes and stores a reply whose connection has gone", async () => {
    const api = open();
    const user = await api.register();
    const socket = await connect(api, { as: user });
    const hold = Promise.withResolvers<void>();
    api.inference.next = [{ pieces: ["Said", " to nobody"], hold: hold.promise }];
    socket.send(hello);
    const [start] = await socket.until("message.delta");
    socket.close();
    await socket.closed;
    const { finished } = api.services.replies.get(start!.replyId!)!;
    hold.resolve();
    await finished;
    const stored = await messagesOf(api, user, start!.conversationId!);
    expect(stored[1]).toMatchObject({ content: "Said to nobody", status: "complete" });
  });

  it("answers no more than eight sends at once", async () => {
    const api = open();
    const socket = await connect(api, { as: await api.register() });
    const hold = Promise.withResolvers<void>();
    api.inference.script = { pieces: ["Held", "."], hold: hold.promise };
    for (let i = 1; i <= 9; i += 1) socket.send({ ...hello, requestId: `r${i}` });
    const [error] = await socket.until("error");
    expect(error).toMatchObject({ requestId: "r9", data: { type: "/problems/rate-limited" } });
    hold.resolve();
    for (let i = 1; i <= 8; i += 1) await socket.until("message.done", `r${i}`);
    socket.send({ ...hello, requestId: "r10" });
    await socket.until("message.done", "r10");
    socket.close();
  });

  describe("a reply that is cancelled", () => {
    it("ends as cancelled with what was said", async () => {
      const api = open();
      const socket = await connect(api, { as: await api.register() });
      const hold = Promise.withResolvers<void>();
      api.inference.next = [{ pieces: ["So far", " so good"], hold: hold.promise }];
      socket.send(hello);
      const frames = await socket.until("message.delta");
      const { replyId } = frames[0]!;
      socket.send({ type: "message.cancel", replyId });
      expect((await socket.until("message.done")).at(-1)!.data["reply"]).toMatchObject({
        content: "So far",
        status: "cancelled",
      });
      socket.send({ type: "message.cancel", replyId });
      await socket.settled();
      hold.resolve();
      socket.close();
    });

    it("is not found when it is someone else's", async () => {
      const api = open();
      const owner = await connect(api, { as: await api.register() });
      owner.send(hello);
      const { replyId } = (await owner.until("message.done"))[0]!;
      const socket = await connect(api, { as: await api.register() });
      socket.send({ type: "message.cancel", replyId });
      const theirs = await socket.next();
      expect(theirs).toMatchObject({
        event: "error",
        conversationId: null,
        replyId,
        data: { type: "/problems/not-found" },
      });
      socket.send({ type: "message.cancel", replyId: nobodys });
      const nothing = await socket.next();
      expect(nothing.data).toEqual(theirs.data);
      owner.close();
      socket.close();
    });
  });

  it("takes note of typing in the user's own conversations only", async () => {
    const api = open();
    const socket = await connect(api, { as: await api.register() });
    socket.send(hello);
    const { conversationId } = (await socket.until("message.done"))[0]!;
    socket.send({ type: "typing", conversationId });
    await socket.settled();
    socket.send({ type: "typing", conversationId: nobodys });
    expect(await socket.next()).toMatchObject({
      event: "error",
      conversationId: nobodys,
      data: { type: "/problems/not-found" },
    });
    socket.close();
  });

  describe("a send with an idempotency key", () => {
    const keyed = { ...hello, content: " Hello ", idempotencyKey: "k1" };

    it("is the same reply when it is posted to /v1/chat afterwards", async () => {
      const api = open();
      const user = await api.register();
      const socket = await connect(api, { as: user });
      socket.send(keyed);
      const done = (await socket.until("message.done")).at(-1)!;
      const headers = { "Idempotency-Key": "k1" };
      const post = (body: unknown) => api.call("POST", "/v1/chat", { as: user, headers, body });
      const again = await post('{ "content" : " Hello " }');
      expect((await again.json()).reply).toEqual(done.data["reply"]);
      expect((await post({ content: "Something else" })).status).toBe(422);
      expect(api.inference.requests).toHaveLength(1);
      socket.close();
    });

    it("is the same reply when it was posted to /v1/chat before", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId } = (await api.chat(user, { content: "First" }))[0]!.data;
      const body = { content: " Hello ", conversationId };
      const headers = { "Idempotency-Key": "k1" };
      const posted = await api.call("POST", "/v1/chat", { as: user, headers, body });
      const { reply } = await posted.json();
      const socket = await connect(api, { as: user });
      socket.send({ ...keyed, conversationId });
      expect((await socket.until("message.done")).at(-1)!.data["reply"]).toEqual(reply);
      socket.send({ ...keyed, requestId: "r2" });
      expect((await socket.until("error"))[0]!.data["type"]).toBe("/problems/idempotency-mismatch");
      socket.close();
    });

    it("is the same reply when it is repeated on another connection meanwhile", async () => {
      const api = open();
      const user = await api.register();
      const hold = Promise.withResolvers<void>();
      api.inference.next = [{ pieces: ["Only", " once"], hold: hold.promise }];
      const first = await connect(api, { as: user });
      first.send(keyed);
      await first.until("message.delta");
      const second = await connect(api, { as: user });
      second.send({ ...keyed, requestId: "again" });
      await second.until("message.delta", "again");
      hold.resolve();
      const [one, two] = [await first.until("message.done"), await second.until("message.done")];
      expect(two.at(-1)!.data).toEqual(one.at(-1)!.data);
      expect(api.inference.requests).toHaveLength(1);
      first.close();
      second.close();
    });
  });
});
