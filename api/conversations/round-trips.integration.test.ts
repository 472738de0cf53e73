import { describe, expect, it } from "vitest";

import { asEvents, pathOf, say } from "#api/testing/conversation-helpers.ts";
import { counted } from "#api/testing/counted-database.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { collect, readEvents, type TestUser } from "#api/testing/test-client.ts";
import type { Turn } from "./schemas.ts";

const content = "And?";

/** Every request that leads to a reply, after a first turn. */
const requests: [name: string, (turn: Turn) => [method: string, path: string, body?: object]][] = [
  ["a message in a new conversation", () => ["POST", "/v1/chat", { content }]],
  [
    "a message by POST /v1/chat",
    ({ conversationId }) => ["POST", "/v1/chat", { content, conversationId }],
  ],
  [
    "a message",
    ({ conversationId }) => ["POST", `/v1/conversations/${conversationId}/messages`, { content }],
  ],
  [
    "a regeneration",
    ({ conversationId, reply }) => ["POST", `${pathOf(conversationId, reply.id)}/regenerate`],
  ],
  [
    "an edit",
    ({ conversationId, userMessage }) => [
      "PATCH",
      pathOf(conversationId, userMessage.id),
      { content },
    ],
  ],
];

/** An instance that has just started, whose statements are counted and whose model is held. */
async function start(api: TestApi, settings: Record<string, string> = {}) {
  const database = counted(await api.database.openAnother());
  const instance = await api.startOn({ ...database, close: async () => {} }, settings);
  await instance.services.inference.describe();
  return { instance, statements: database.statements };
}

type Started = Awaited<ReturnType<typeof start>>;

/** The statements of one request: until the model was asked, and from then to the end. */
async function measure(
  api: TestApi,
  { instance, statements }: Started,
  { as, request }: { as: TestUser; request: [string, string, object?] },
) {
  const hold = Promise.withResolvers<void>();
  api.inference.next.push({ pieces: ["One", " two"], hold: hold.promise });
  const asked = api.inference.requests.length;
  const [method, path, body] = request;
  statements.length = 0;
  const headers = { ...asEvents, "Idempotency-Key": crypto.randomUUID() };
  const response = await instance.call(method, path, { as, body, headers });
  expect(response.status).toBe(200);
  expect(api.inference.requests).toHaveLength(asked + 1);
  const before = statements.splice(0);
  hold.resolve();
  const events = await collect(readEvents(response));
  expect(events.at(-1)!.event).toBe("message.done");
  return { before: before.length, after: statements.length };
}

describeApi("the statements of a turn", (open) => {
  describe.each(requests)("%s", (_, toRequest) => {
    it.each([
      ["with limits counted here", "memory"],
      ["with limits counted for all instances", "postgres"],
    ])("takes two before the model is asked and one to end, %s", async (_, store) => {
      const api = open();
      const started = await start(api, { LIMIT_STORE: store });
      const as = await api.register({ name: "Lena" });
      const cold = await say(api, as, "Hi");
      const counts = [await measure(api, started, { as, request: toRequest(cold) })];
      const warm = await say(api, as, "Hi");
      await started.instance.call("GET", "/v1/conversations", { as });
      counts.push(await measure(api, started, { as, request: toRequest(warm) }));
      for (const { before, after } of counts) {
        expect(before).toBeGreaterThan(0);
        expect(before).toBeLessThanOrEqual(2);
        expect(after).toBe(1);
      }
    });
  });

  it("are counted, each of them", async () => {
    const api = open();
    const { instance, statements } = await start(api);
    const as = await api.register();
    const { conversationId, reply } = await say(api, as, "Hi");
    statements.length = 0;
    const path = `${pathOf(conversationId, reply.id)}/feedback`;
    await instance.call("POST", path, { as, body: { report: { reason: "rude" } } });
    expect(statements).toEqual(["select", "select", "insert"]);
  });
});
