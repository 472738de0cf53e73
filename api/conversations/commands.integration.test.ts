import { describe, expect, it } from "vitest";

import { say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";

const systemOf = (api: TestApi) => api.inference.requests.at(-1)!.messages[0]!.content;
const profileOf = async (api: TestApi, as: TestUser) =>
  (await (await api.call("GET", "/v1/me", { as })).json()).profile;

describeApi("what the user asks to be done", (open) => {
  it("is done and confirmed in the persona's voice, without a model, and earns nothing", async () => {
    const api = open();
    const as = await api.register({ gender: "female" });
    const turn = await say(api, as, "Remember that my dog is called Rex");
    expect(turn.reply).toMatchObject({
      source: "command",
      personality: "xhash",
      model: null,
      tokensUsed: null,
      content: "Noted, and I don't lose notes: your dog is called Rex.",
    });
    expect(turn.memory.learned).toMatchObject([{ kind: "fact", text: "your dog is called Rex" }]);
    expect(turn.relationship.changed).toBe(false);
    expect(api.inference.requests).toEqual([]);
  });

  it("reaches the model from the next message on, in any conversation", async () => {
    const api = open();
    const as = await api.register();
    await say(api, as, "Remember that my dog is called Rex");
    await say(api, as, "Tell me something nice");
    expect(systemOf(api)).toContain("their dog is called Rex");
  });

  it("is not noted twice", async () => {
    const api = open();
    const as = await api.register();
    await say(api, as, "Remember that my dog is called Rex");
    const again = await say(api, as, "remember that my dog is called REX");
    expect(again.memory.learned).toEqual([]);
    expect(again.reply.source).toBe("command");
    const { reply } = await say(api, as, "What do you remember about me?");
    expect(reply.content.match(/Rex/gi)).toHaveLength(1);
  });

  it("tells what is remembered, and what is not", async () => {
    const api = open();
    const as = await api.register();
    const empty = await say(api, as, "What do you know about me?");
    expect(empty.reply).toMatchObject({
      source: "command",
      content: "I have nothing noted about you yet.",
    });
    await say(api, as, "Remember that I'm allergic to nuts");
    await say(api, as, "Remember that my sister is Ana");
    const { reply } = await say(api, as, "What do you know about me?");
    expect(reply.content).toBe(
      "This is what I have noted about you:\n• you are allergic to nuts\n• your sister is Ana",
    );
  });

  it("forgets what is asked to be forgotten, and nothing else", async () => {
    const api = open();
    const as = await api.register();
    await say(api, as, "Remember that I'm allergic to nuts");
    await say(api, as, "Remember that my sister is Ana");
    const { reply } = await say(api, as, "Forget my sister");
    expect(reply).toMatchObject({ source: "command" });
    expect(reply.content).toContain("your sister is Ana");
    await say(api, as, "Tell me something nice");
    expect(systemOf(api)).toContain("allergic to nuts");
    expect(systemOf(api)).not.toContain("Ana");
    expect((await say(api, as, "Forget my holiday")).reply.content).toContain("nothing noted");
    await say(api, as, "Forget everything about me");
    await say(api, as, "Tell me something else that is nice");
    expect(systemOf(api)).not.toContain("allergic");
  });

  it("is not noted of who has turned memory off", async () => {
    const api = open();
    const as = await api.register({ preferences: { memory: false } });
    const { reply, memory } = await say(api, as, "Remember that my dog is called Rex");
    expect(reply.content).toContain("Memory is turned off");
    expect(memory.learned).toEqual([]);
  });

  it("answers a question about what is remembered, and leaves others to the model", async () => {
    const api = open();
    const as = await api.register({ name: "Lena" });
    await say(api, as, "Remember that my dog is called Rex");
    const known = await say(api, as, "what's my dog called again?");
    expect(known.reply).toMatchObject({ source: "command" });
    expect(known.reply.content).toContain("your dog is called Rex");
    expect((await say(api, as, "what's my name?")).reply).toMatchObject({
      source: "command",
      content: expect.stringContaining("your name is Lena"),
    });
    const unknown = await say(api, as, "What was the name of my sister?");
    expect(unknown.reply.source).toBe("model");
  });

  it("never touches what another user has told", async () => {
    const api = open();
    const [as, other] = [await api.register(), await api.register()];
    await say(api, other, "Remember that my dog is called Rex");
    await say(api, as, "Forget everything about me");
    expect((await say(api, as, "What do you know about me?")).reply.content).not.toContain("Rex");
    expect((await say(api, other, "What do you know about me?")).reply.content).toContain("Rex");
  });
});

describeApi("who answers", (open) => {
  it("changes by asking for somebody, from that answer on, in that conversation", async () => {
    const api = open();
    const as = await api.register({ gender: "male" });
    const first = await say(api, as, "Hello there, how are things?");
    expect(first.reply.personality).toBe("sarah");
    const { conversationId } = first;
    const change = await say(api, as, "Can I talk to Xhash?", conversationId);
    expect(change.reply).toMatchObject({ source: "command", personality: "xhash" });
    expect(change.reply.content).toContain("Xhash");
    expect(change.notices).toEqual([]);
    const next = await say(api, as, "Good to meet you, what do you like?", conversationId);
    expect(next.reply).toMatchObject({ source: "model", personality: "xhash" });
    expect(next.notices).toEqual([]);
    expect(systemOf(api)).toContain("You are Xhash");
    const path = `/v1/conversations/${conversationId}`;
    const conversation = await (await api.call("GET", path, { as })).json();
    expect(conversation.personality).toBe("xhash");
  });

  describe("changes with what a user says of themselves", () => {
    it("at the next message, announced once, with a way back", async () => {
      const api = open();
      const as = await api.register();
      const first = await say(api, as, "Well, I'm a woman and a nurse");
      expect(first.reply.personality).toBe("neutral");
      expect(first.memory.learned).toMatchObject([{ kind: "fact", text: "gender: female" }]);
      const second = await say(api, as, "What shall I cook tonight?", first.conversationId);
      expect(second.reply.personality).toBe("xhash");
      expect(second.notices).toEqual([
        { kind: "personality", text: expect.stringContaining("Can I talk to Neutral?") },
      ]);
      const third = await say(api, as, "Something with rice maybe", first.conversationId);
      expect(third.notices).toEqual([]);
      const elsewhere = await say(api, as, "And a new conversation now");
      expect(elsewhere.reply.personality).toBe("xhash");
      expect(elsewhere.notices).toEqual([]);
    });

    it("without touching the profile, which comes first", async () => {
      const api = open();
      const as = await api.register();
      await say(api, as, "Well, I'm a woman and a nurse");
      expect((await profileOf(api, as)).gender).toBeNull();
      const body = { gender: "nonbinary" };
      await api.call("PATCH", "/v1/me/profile", { as, body });
      expect((await say(api, as, "What shall I cook tonight?")).reply.personality).toBe("neutral");
    });

    it("the last time they said it", async () => {
      const api = open();
      const as = await api.register();
      await say(api, as, "Well, I'm a woman and a nurse");
      await say(api, as, "No, really, I'm a man and a nurse");
      expect((await say(api, as, "What shall I cook tonight?")).reply.personality).toBe("sarah");
    });

    it("but not where memory is off, nor where they have chosen", async () => {
      const api = open();
      const [off, chosen] = [
        await api.register({ preferences: { memory: false } }),
        await api.register({ preferences: { personality: "sarah" } }),
      ];
      for (const as of [off, chosen]) await say(api, as, "Well, I'm a woman and a nurse");
      const next = "What shall I cook tonight?";
      expect((await say(api, off, next)).reply.personality).toBe("neutral");
      expect(await say(api, chosen, next)).toMatchObject({
        reply: { personality: "sarah" },
        notices: [],
      });
    });
  });

  it("is announced when the profile changes it, and not when the user has chosen", async () => {
    const api = open();
    const as = await api.register({ gender: "male" });
    const { conversationId } = await say(api, as, "Hello there, how are things?");
    const change = (body: object) => api.call("PATCH", "/v1/me/profile", { as, body });
    await change({ gender: "female" });
    const second = await say(api, as, "I went swimming today", conversationId);
    expect(second.notices).toMatchObject([{ kind: "personality" }]);
    await change({ preferences: { personality: "neutral" } });
    const third = await say(api, as, "It was cold in the lake", conversationId);
    expect(third).toMatchObject({ reply: { personality: "neutral" }, notices: [] });
  });
});
