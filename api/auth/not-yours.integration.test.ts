import { expect, it } from "vitest";

import { holdReply, messagesOf, received, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { connect } from "#api/testing/test-socket.ts";

const nobodys = "01900000-0000-7000-8000-000000000000";

interface Asking {
  as: TestUser;
  body?: object;
  headers?: Record<string, string>;
}

/** A whole answer, with what was named in the request left out. */
async function ask(api: TestApi, method: string, path: string, { as, body, headers }: Asking) {
  const response = await api.call(method, path, {
    as,
    body,
    headers: { "X-Request-Id": "the-same", ...headers },
  });
  const answered = new Headers(response.headers);
  // The limits count every request alike.
  for (const name of ["Date", "RateLimit"]) answered.delete(name);
  const { pathname } = new URL(path, api.url);
  const text = (await response.text()).replaceAll(pathname, "…");
  return { status: response.status, headers: [...answered], text };
}

describeApi("what belongs to somebody else", (open) => {
  const setUp = async () => {
    const api = open();
    return { api, owner: await api.register(), other: await api.register() };
  };

  it("is, for a session, as if it did not exist, byte for byte", async () => {
    const { api, owner, other } = await setUp();
    const sessions = await api.call("GET", "/v1/auth/sessions", { as: owner });
    const [{ id }] = (await sessions.json()).items;
    const theirs = await ask(api, "DELETE", `/v1/auth/sessions/${id}`, { as: other });
    expect(theirs.status).toBe(404);
    expect(theirs).toEqual(await ask(api, "DELETE", `/v1/auth/sessions/${nobodys}`, { as: other }));
    expect((await api.call("GET", "/v1/me", { as: owner })).status).toBe(200);
  });

  it("is, for a cursor, as if it had been made up", async () => {
    const { api, owner, other } = await setUp();
    for (let i = 0; i < 2; i += 1) await say(api, owner, "Mine");
    const { conversationId } = await say(api, other, "Mine");
    const lists = ["/v1/conversations", `/v1/conversations/${conversationId}/messages`];
    const first = await api.call("GET", `${lists[0]}?limit=1`, { as: owner });
    const { nextCursor } = await first.json();
    expect(nextCursor).toEqual(expect.any(String));
    for (const list of lists) {
      const theirs = await ask(api, "GET", `${list}?cursor=${nextCursor}`, { as: other });
      expect(theirs.status).toBe(422);
      expect(theirs).toEqual(await ask(api, "GET", `${list}?cursor=made-up`, { as: other }));
    }
  });

  it("is, for an Idempotency-Key, as if nobody had used it", async () => {
    const { api, owner, other } = await setUp();
    const headers = { "Idempotency-Key": "the-same-key" };
    const send = (as: TestUser, content: string) =>
      api.call("POST", "/v1/chat", { as, body: { content }, headers });
    const theirs = await (await send(owner, "A secret of the owner")).json();
    const mine = await send(other, "Something else");
    expect(mine.status).toBe(200);
    const answer = await mine.json();
    expect(answer.conversationId).not.toBe(theirs.conversationId);
    expect(JSON.stringify(answer)).not.toContain("A secret of the owner");
    expect(await messagesOf(api, owner, theirs.conversationId)).toHaveLength(2);
  });

  it("is, for a reply in progress, as if there were none, over HTTP and WebSocket", async () => {
    const { api, owner, other } = await setUp();
    const held = await holdReply(api, owner, { pieces: ["One", " two"] });
    const { replyId } = held.start;
    for (const [method, what] of [
      ["GET", "/events"],
      ["POST", "/cancel"],
    ] as const) {
      const theirs = await ask(api, method, `${held.path}/${replyId}${what}`, { as: other });
      expect(theirs.status).toBe(404);
      const none = `/v1/conversations/${nobodys}/messages/${nobodys}${what}`;
      expect(theirs).toEqual(await ask(api, method, none, { as: other }));
    }
    const socket = await connect(api, { as: other });
    const refusals = [];
    for (const id of [replyId, nobodys]) {
      socket.send({ type: "message.cancel", replyId: id });
      const { data } = await socket.next();
      refusals.push({ ...data, requestId: "…" });
    }
    expect(refusals[0]).toMatchObject({ type: "/problems/not-found" });
    expect(refusals[0]).toEqual(refusals[1]);
    socket.close();
    held.release();
    const events = await received(held.events);
    expect(events.at(-1)!.event).toBe("message.done");
  });

  it("is in nothing that is held of oneself", async () => {
    const { api, owner, other } = await setUp();
    const { conversationId } = await say(api, owner, "A secret of the owner");
    await say(api, other, "Mine");
    for (const path of ["/v1/me", "/v1/me/export", "/v1/auth/sessions", "/v1/conversations"]) {
      const { status, text } = await ask(api, "GET", path, { as: other });
      expect(status).toBe(200);
      for (const word of [owner.id, owner.email, conversationId, "A secret"]) {
        expect(text).not.toContain(word);
      }
    }
  });

  it("is not told by the account that somebody changes or deletes", async () => {
    const { api, owner, other } = await setUp();
    const before = await (await api.call("GET", "/v1/me", { as: owner })).json();
    await api.call("PATCH", "/v1/me/profile", { as: other, body: { name: "Other" } });
    const { password } = owner;
    const wrong = await ask(api, "DELETE", "/v1/me", { as: other, body: { password: "another" } });
    expect(wrong.status).toBe(401);
    await api.call("DELETE", "/v1/me", { as: other, body: { password } });
    expect(await (await api.call("GET", "/v1/me", { as: owner })).json()).toEqual(before);
  });
});
