import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, expect, it } from "vitest";

import {
  startApiProcess,
  startInferenceProcess,
  type ApiProcess,
  type Program,
} from "#api/testing/api-process.ts";
import { beginReply, follow, messagesOf, received } from "#api/testing/conversation-helpers.ts";
import { collect, textOf, type TestClient, type TestUser } from "#api/testing/test-client.ts";
import { describePostgres } from "#db/testing/describe-databases.ts";

/** Within which a reply whose writer is gone is whole again: its lease, and the writing of the rest. */
const settledWithin = { timeout: 20_000, interval: 250 };
/** After which a model that was stopped has nothing more on its way. */
const quietMs = 500;

const token = "a-token-for-tests";

// All instances on one database ask one inference server: whichever takes a reply over looks there.
describePostgres("a fault with the real model", (openDatabase) => {
  const programs: Program[] = [];
  let model: Program;
  let steady: ApiProcess;

  async function startModel(settings: Record<string, string> = {}) {
    const started = await startInferenceProcess({ INFERENCE_TOKEN: token, ...settings });
    programs.push(started);
    return started;
  }

  async function startApi() {
    const started = await startApiProcess({
      DATABASE_URL: openDatabase().url!,
      INFERENCE_URL: model.url,
      INFERENCE_TOKEN: token,
    });
    programs.push(started);
    return started;
  }

  beforeAll(async () => {
    model = await startModel();
    steady = await startApi();
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.kill()));
  });

  it("lets a reply of the real model be read on when its API was killed", async () => {
    const victim = await startApi();
    const user = await steady.register();
    const told = await beginReply(victim, user, "Tell me a long story.", { key: "story" });
    await victim.kill();
    await expect
      .poll(async () => (await messagesOf(steady, user, told.conversationId))[1], settledWithin)
      .toMatchObject({ status: "complete" });
    const [, reply] = await messagesOf(steady, user, told.conversationId);
    expect(reply.content.startsWith(textOf(told.first))).toBe(true);
    const rest = await collect(await follow(steady, user, told.path, told.first.at(-1)!.id));
    expect(textOf(told.first) + textOf(rest)).toBe(reply.content);
    const again = await steady.chat(
      user,
      { content: "Tell me a long story." },
      { headers: { "Idempotency-Key": "story" } },
    );
    expect(again.at(-1)!.data["reply"]).toEqual(reply);
  }, 120_000);

  it("waits a little for an inference server that is away when a reply is taken over", async () => {
    const victim = await startApi();
    const user = await steady.register();
    const told = await catchInTheMiddle(victim, user);
    await victim.kill();
    const taken = async () => {
      const [, reply] = await messagesOf(steady, user, told.conversationId);
      return reply.status;
    };
    // Beyond the lease, and what it takes to find out that nobody answers.
    const until = performance.now() + 20_000;
    while (performance.now() < until) {
      expect(["pending", "streaming"]).toContain(await taken());
      await sleep(500);
    }
    model.resume();
    await expect.poll(taken, settledWithin).toBe("complete");
    const [, reply] = await messagesOf(steady, user, told.conversationId);
    expect(reply.content.startsWith(textOf(told.first))).toBe(true);
  }, 120_000);

  it("tells that the inference server was killed, and goes on with the same reply afterwards", async () => {
    const user = await steady.register();
    const told = await catchInTheMiddle(steady, user);
    await model.kill();
    const events = await told.rest;
    const { conversationId, replyId } = told;
    expect(events.at(-1)).toMatchObject({
      event: "error",
      data: { type: "/problems/inference-unavailable", conversationId, replyId },
    });
    const kept = textOf([...told.first, ...events]);
    expect((await messagesOf(steady, user, conversationId)).at(-1)).toMatchObject({
      id: replyId,
      content: kept,
      status: "interrupted",
    });
    const body = { content: told.content };
    const headers = { "Idempotency-Key": told.key };
    const refused = await steady.call("POST", "/v1/chat", { as: user, body, headers });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ conversationId, replyId });
    await startModel({ INFERENCE_PORT: new URL(model.url).port });
    const continued = await steady.chat(user, body, { headers });
    const { reply } = continued.at(-1)!.data;
    expect(reply).toMatchObject({ id: replyId, status: "complete" });
    expect(reply.content.startsWith(kept)).toBe(true);
    expect(textOf(continued)).toBe(reply.content);
    const stored = await messagesOf(steady, user, conversationId);
    expect(stored.map(({ role }: { role: string }) => role)).toEqual(["user", "assistant"]);
    expect(stored[1]).toEqual(reply);
  }, 120_000);

  /** Says things until the model is stopped in the middle of an answer: it is fast. */
  async function catchInTheMiddle(via: TestClient, user: TestUser) {
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      const content = `Tell me long story number ${attempt}.`;
      const key = `story-${attempt}`;
      const told = await beginReply(via, user, content, { key });
      model.pause();
      const rest = received(told.events);
      const isOver = await Promise.race([rest.then(() => true), sleep(quietMs, false)]);
      if (!isOver) return { ...told, rest, content, key };
      model.resume();
    }
    throw new Error("The model was too fast");
  }
});
