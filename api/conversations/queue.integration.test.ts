import { expect, it } from "vitest";

import { answeredWith, asEvents } from "#api/testing/conversation-helpers.ts";
import { describeApi } from "#api/testing/describe-api.ts";
import { collect, readEvents } from "#api/testing/test-client.ts";

/** Places in the queue, each kept until `next` is called. */
function createQueue(positions: number[]) {
  const gates = positions.map(() => Promise.withResolvers<void>());
  const queue = positions.map((position, i) => ({ position, until: gates[i]!.promise }));
  return { queue, next: () => gates.shift()?.resolve() };
}

describeApi("waiting in the queue of the model", (open) => {
  it("tells each place, with id 0, before the reply starts", async () => {
    const api = open();
    const user = await api.register();
    api.setKeeping(true);
    const { queue, next } = createQueue([3, 1]);
    api.inference.next = [{ pieces: ["At", " last"], queue }];
    const body = { content: "Hi" };
    const response = await api.call("POST", "/v1/chat", { as: user, body, headers: asEvents });
    const events = readEvents(response);
    for (const position of [3, 1]) {
      expect((await events.next()).value).toEqual({
        id: 0,
        event: "message.queued",
        data: { position },
      });
      next();
    }
    const rest = await collect(events);
    expect(rest[0]).toMatchObject({ id: 0, event: "message.start" });
    expect(rest.at(-1)).toMatchObject({ id: 8, event: "message.done" });
    expect(rest.filter(({ event }) => event === "message.queued")).toEqual([]);
  });

  it("tells its place to who follows it from the start, on the same instance", async () => {
    const api = open();
    const user = await api.register();
    api.setKeeping(true);
    const { queue, next } = createQueue([2]);
    api.inference.next = [{ pieces: ["At", " last"], queue }];
    const headers = { ...asEvents, "Idempotency-Key": "queued" };
    const options = { as: user, body: { content: "Hi" }, headers };
    const first = readEvents(await api.call("POST", "/v1/chat", options));
    const second = readEvents(await api.call("POST", "/v1/chat", options));
    for (const events of [first, second]) {
      expect((await events.next()).value).toMatchObject({ id: 0, data: { position: 2 } });
    }
    next();
    for (const events of [first, second]) {
      expect((await collect(events)).map(({ event }) => event)).toEqual([
        "message.start",
        ...Array.from({ length: 2 }, () => "message.delta"),
        "message.done",
      ]);
    }
  });

  it("is silent in an answer as JSON", async () => {
    const api = open();
    const user = await api.register();
    api.setKeeping(true);
    const { queue, next } = createQueue([2, 1]);
    api.inference.next = [{ pieces: ["At", " last"], queue }];
    const response = api.call("POST", "/v1/chat", { as: user, body: { content: "Hi" } });
    next();
    next();
    expect((await answeredWith(await response)).reply.content).toBe("At last");
  });

  it("ends in an error event when the model fails before it begins", async () => {
    const api = open();
    const user = await api.register();
    api.setKeeping(true);
    const { queue, next } = createQueue([1]);
    api.inference.next = [{ pieces: [], queue, end: "error-chunk" }];
    const body = { content: "Hi" };
    const response = await api.call("POST", "/v1/chat", { as: user, body, headers: asEvents });
    const events = readEvents(response);
    expect((await events.next()).value).toMatchObject({ event: "message.queued" });
    next();
    expect((await collect(events)).at(-1)).toMatchObject({
      id: 0,
      event: "error",
      data: { type: "/problems/inference-unavailable", status: 503 },
    });
  });
});
