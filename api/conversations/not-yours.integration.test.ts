import { expect, it } from "vitest";

import { messagesOf, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { connect } from "#api/testing/test-socket.ts";
import type { Turn } from "./schemas.ts";

const nobodys = "01900000-0000-7000-8000-000000000000";

type Request = [method: string, path: string, body?: object];

/** Every route of a conversation and of its messages. */
const requests: Request[] = [
  ["GET", ""],
  ["PATCH", "", { title: "Mine now" }],
  ["DELETE", ""],
  ["POST", "/typing"],
  ["GET", "/messages"],
  ["GET", "/messages?updatedSince=2020-01-01T00:00:00Z"],
  ["POST", "/messages", { content: "Hi" }],
  ["PATCH", "/messages/{asked}", { content: "Hi" }],
  ["PATCH", "/messages/{reply}", { content: "Hi" }],
  ["DELETE", "/messages/{asked}"],
  ["DELETE", "/messages/{reply}"],
  ["POST", "/messages/{reply}/regenerate"],
  ["POST", "/messages/{reply}/select"],
  ["POST", "/messages/{reply}/cancel"],
  ["GET", "/messages/{reply}/events"],
  ["POST", "/messages/{reply}/feedback", { rating: "up" }],
];

interface Ids {
  conversationId: string;
  askedId: string;
  replyId: string;
}

const none: Ids = { conversationId: nobodys, askedId: nobodys, replyId: nobodys };
const idsOf = ({ conversationId, userMessage, reply }: Turn): Ids => ({
  conversationId,
  askedId: userMessage.id,
  replyId: reply.id,
});

/** The whole answer, without the ids that were asked for, and how many requests and seconds are left. */
async function ask(api: TestApi, as: TestUser, [method, path, body]: Request, ids: Ids) {
  const { conversationId, askedId, replyId } = ids;
  const end = path.replace("{asked}", askedId).replace("{reply}", replyId);
  const response = await api.call(method, `/v1/conversations/${conversationId}${end}`, {
    as,
    body,
    headers: { "X-Request-Id": "the-same" },
  });
  const headers = new Headers(response.headers);
  headers.delete("Date");
  // Counts down with each request, whatever it asks for; which limits there are must be the same.
  headers.set("RateLimit", headers.get("RateLimit")!.replaceAll(/=\d+/g, "=n"));
  const pattern = new RegExp([conversationId, askedId, replyId].join("|"), "g");
  const text = (await response.text()).replaceAll(pattern, "…");
  return { status: response.status, headers: [...headers], text };
}

describeApi("what belongs to somebody else", (open) => {
  const setUp = async () => {
    const api = open();
    const [owner, other] = [await api.register(), await api.register()];
    const [theirs, mine] = [await say(api, owner, "Mine"), await say(api, other, "Mine")];
    const missing = (request: Request) => ask(api, other, request, none);
    return { api, owner, other, theirs, mine, missing };
  };

  it.each(requests)("is as if it did not exist, byte for byte, to %s %s", async (...request) => {
    const { api, owner, other, theirs, missing } = await setUp();
    const before = await messagesOf(api, owner, theirs.conversationId);
    const answer = await ask(api, other, request, idsOf(theirs));
    expect(answer.status).toBe(404);
    expect(answer).toEqual(await missing(request));
    expect(await messagesOf(api, owner, theirs.conversationId)).toEqual(before);
  });

  it.each(requests.filter(([, path]) => path.includes("{")))(
    "is no part of one's own conversation to %s %s",
    async (...request) => {
      const { api, owner, other, theirs, mine, missing } = await setUp();
      const before = await messagesOf(api, owner, theirs.conversationId);
      const ids = { ...idsOf(theirs), conversationId: mine.conversationId };
      expect(await ask(api, other, request, ids)).toEqual(await missing(request));
      expect(await messagesOf(api, owner, theirs.conversationId)).toEqual(before);
    },
  );

  it("opens no conversation by POST /v1/chat, nor goes on in one", async () => {
    const api = open();
    const [owner, other] = [await api.register(), await api.register()];
    const { conversationId } = await say(api, owner, "Mine");
    const bodies = [];
    for (const id of [conversationId, nobodys]) {
      const response = await api.call("POST", "/v1/chat", {
        as: other,
        body: { content: "Hi", conversationId: id },
        headers: { "X-Request-Id": "the-same" },
      });
      bodies.push([response.status, await response.text()]);
    }
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]![0]).toBe(404);
    expect(await messagesOf(api, owner, conversationId)).toHaveLength(2);
  });

  it("is as if it did not exist to what is sent and typed over a WebSocket", async () => {
    const api = open();
    const [owner, other] = [await api.register(), await api.register()];
    const { conversationId } = await say(api, owner, "Mine");
    const socket = await connect(api, { as: other });
    const told = [];
    for (const id of [conversationId, nobodys]) {
      const send = { type: "message.send", requestId: "r1", content: "Hi", conversationId: id };
      for (const frame of [send, { type: "typing", conversationId: id }]) {
        socket.send(frame);
        told.push(JSON.stringify(await socket.next()).replaceAll(id, "…"));
      }
    }
    socket.close();
    expect(JSON.parse(told[0]!).data).toMatchObject({ status: 404, type: "/problems/not-found" });
    expect(JSON.parse(told[1]!).data).toMatchObject({ status: 404, type: "/problems/not-found" });
    expect(told.slice(2)).toEqual(told.slice(0, 2));
    expect(await messagesOf(api, owner, conversationId)).toHaveLength(2);
  });
});
