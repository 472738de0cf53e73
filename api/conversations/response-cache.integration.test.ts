import { describe, expect, it } from "vitest";

import { say } from "#api/testing/conversation-helpers.ts";
import { saidIn } from "#api/testing/fake-inference.ts";
import { describeApi, type TestInstance } from "#api/testing/describe-api.ts";

/** Waits until what was begun for the cache has ended. */
const settled = async ({ services }: TestInstance, made: number) => {
  while (services.openers.counts.made < made)
    await new Promise((resolve) => setTimeout(resolve, 5));
};

describeApi("answers to greetings, where the operator has them cached", (open) => {
  const start = () => {
    const api = open();
    const client = { ...api.database.client, close: async () => {} };
    return api.startOn(client, { RESPONSE_CACHE: "true" });
  };

  it("come from the cache for the next one who greets, and say so", async () => {
    const api = await start();
    const first = await say(api, await api.register(), "Good morning!");
    expect(first.reply).toMatchObject({ source: "model", model: "other" });
    await settled(api, 1);
    open().inference.script = { pieces: [], refuse: { status: 503 } };
    const second = await say(api, await api.register(), "good morning 😊");
    expect(second.reply).toMatchObject({
      source: "cache",
      content: "Hello there.",
      model: null,
      tokensUsed: null,
      status: "complete",
    });
    expect(api.services.openers.counts).toMatchObject({ hits: 1, misses: 1 });
  });

  it("are made of nothing personal", async () => {
    const api = await start();
    const as = await api.register({ gender: "male", preferences: { theme: "dark" } });
    await say(api, as, "Hello!! :)");
    await settled(api, 1);
    const { requests } = open().inference;
    const asked = requests.find((request) => saidIn(request) === "Hello!! :)");
    const made = requests.find((request) => saidIn(request) === "hello");
    expect(made!.messages).toHaveLength(2);
    expect(made!.messages[0]).toEqual(asked!.messages[0]);
    expect(JSON.stringify(made)).not.toContain(as.id);
  });

  it("are several", async () => {
    const api = await start();
    const texts = ["One.", "Two.", "Three."];
    for (const [i, text] of texts.entries()) {
      // What the person gets comes first, what is made for the cache after it.
      open().inference.scripts.set("hi", { pieces: [text] });
      await say(api, await api.register(), "Hi");
      await settled(api, i + 1);
    }
    open().inference.scripts.delete("hi");
    const told = new Set<string>();
    for (const _ of texts) told.add((await say(api, await api.register(), "Hi")).reply.content);
    expect([...told].toSorted()).toEqual(texts.toSorted());
  });

  describe("are not given", () => {
    it("to who has said something before, or of whom something is known", async () => {
      const api = await start();
      await say(api, await api.register(), "Hi");
      await settled(api, 1);
      const known = await api.register({ name: "Lena" });
      expect((await say(api, known, "Hi")).reply.source).toBe("model");
      const as = await api.register();
      expect((await say(api, as, "The bus leaves at nine")).reply.source).toBe("model");
      expect((await say(api, as, "Hi")).reply.source).toBe("model");
    });

    it("by another persona, or to more than a greeting", async () => {
      const api = await start();
      await say(api, await api.register(), "Hi");
      await settled(api, 1);
      const man = await api.register({ gender: "male" });
      expect((await say(api, man, "Hi")).reply.source).toBe("model");
      expect((await say(api, await api.register(), "Hi, my name is Lena")).reply.source).toBe(
        "model",
      );
    });

    it("where the operator has not turned it on", async () => {
      const api = open();
      await say(api, await api.register(), "Hi");
      expect((await say(api, await api.register(), "Hi")).reply.source).toBe("model");
      expect(api.inference.requests).toHaveLength(2);
    });
  });

  it("stay out of the way when none can be made", async () => {
    const api = await start();
    open().inference.next = [{ pieces: ["Hello."] }, { pieces: [], refuse: { status: 503 } }];
    expect((await say(api, await api.register(), "Hi")).reply.content).toBe("Hello.");
    expect((await say(api, await api.register(), "Hi")).reply.source).toBe("model");
  });
});
