import { describe, expect, it, vi } from "vitest";

import { Channel } from "#inference/engine/channel.ts";
import type { ReplyEvent } from "#inference/engine/reply.ts";
import { ApiError } from "#inference/errors.ts";

import { KEEP_MS, StoredCompletions } from "./stored-completions.ts";

const counts = {
  promptTokens: 1,
  cachedTokens: 0,
  readTokens: 1,
  completionTokens: 1,
  promptMs: 1,
  completionMs: 1,
};

function createStore(limits: { maxKept?: number; maxKeptBytes?: number } = {}) {
  let now = 0;
  const store = new StoredCompletions({ now: () => now, ...limits });
  const open = (id: string, fingerprint = "same") => {
    const events = new Channel<ReplyEvent>();
    const submit = vi.fn<(signal: AbortSignal) => Channel<ReplyEvent>>(() => events);
    return { completion: store.open(id, fingerprint, submit), submit, events };
  };
  const complete = async (id: string, text = "Hi") => {
    const { events } = open(id);
    events.push({ type: "text", text });
    events.push({ type: "done", finishReason: "stop", counts });
    events.end();
    await settled();
  };
  return { store, open, complete, pass: (ms: number) => (now += ms) };
}

/** Everything that is due has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the stored completions", () => {
  it("start one generation for an id, and give it to whoever asks for the same again", async () => {
    const { store, open, complete } = createStore();
    const [first, second] = [open("a"), open("a")];
    expect(second.completion).toBe(first.completion);
    expect(second.submit).not.toHaveBeenCalled();
    await complete("b");
    const again = open("b");
    expect(again.submit).not.toHaveBeenCalled();
    expect(store.find("b")).toBe(again.completion);
  });

  it("refuse an id for another request", () => {
    const { open } = createStore();
    open("a");
    expect(() => open("a", "other")).toThrow(
      expect.objectContaining({
        refusal: { status: 422, code: "idempotency_mismatch", param: "Idempotency-Key" },
      }),
    );
  });

  it("hold nothing of a request that was refused", () => {
    const { store, open } = createStore();
    const refused = () => {
      throw new ApiError("full", { status: 503, code: "queue_full" });
    };
    expect(() => store.open("a", "same", refused)).toThrow("full");
    expect(store.find("a")).toBeUndefined();
    expect(open("a", "other").submit).toHaveBeenCalledOnce();
  });

  it("start anew after a failure, for another request too, and keep the failed one until then", async () => {
    const { store, open, pass } = createStore();
    const failed = open("a");
    failed.events.fail(new Error("broken"));
    await settled();
    expect(store.find("a")?.status).toBe("failed");
    pass(KEEP_MS - 1);
    const again = open("a", "other");
    expect(again.submit).toHaveBeenCalledOnce();
    pass(KEEP_MS);
    expect(store.find("a")).toBe(again.completion);
  });

  it("start anew after a deletion, whose late end touches nothing", async () => {
    const { store, open } = createStore();
    const first = open("a");
    expect(store.delete("a")).toBe(true);
    expect(store.delete("a")).toBe(false);
    const second = open("a", "other");
    first.events.end();
    await settled();
    expect(store.find("a")).toBe(second.completion);
    expect(second.completion.status).toBe("queued");
  });

  it("are kept for 15 minutes after their end, however long they took", async () => {
    const { store, open, complete, pass } = createStore();
    open("running");
    await complete("a");
    pass(10 * 60_000);
    await complete("b");
    pass(5 * 60_000 - 1);
    expect(store.find("a")?.text).toBe("Hi");
    pass(1);
    expect(store.find("a")).toBeUndefined();
    expect(store.find("b")?.text).toBe("Hi");
    pass(KEEP_MS);
    expect(store.find("b")).toBeUndefined();
    expect(store.find("running")?.status).toBe("queued");
  });

  it("lose those that ended first when there are too many, and none in progress", async () => {
    const { store, open, complete } = createStore({ maxKept: 2 });
    open("running");
    for (const id of ["a", "b", "c"]) await complete(id);
    expect(["a", "b", "c", "running"].filter((id) => store.find(id))).toEqual([
      "b",
      "c",
      "running",
    ]);
  });

  it("lose those that ended first when their text is too large", async () => {
    const { store, complete } = createStore({ maxKeptBytes: 20 });
    for (const id of ["a", "b", "c"]) await complete(id, "1234");
    expect(["a", "b", "c"].filter((id) => store.find(id))).toEqual(["b", "c"]);
    await complete("d", "12345678");
    expect(["b", "c", "d"].filter((id) => store.find(id))).toEqual(["d"]);
    store.delete("d");
    for (const id of ["e", "f"]) await complete(id, "1234");
    expect(["e", "f"].filter((id) => store.find(id))).toEqual(["e", "f"]);
  });
});
