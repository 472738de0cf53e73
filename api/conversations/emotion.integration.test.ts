import { describe, expect, it } from "vitest";

import { messagesOf, say } from "#api/testing/conversation-helpers.ts";
import { describeApi } from "#api/testing/describe-api.ts";

const sad = "I am so sad today, my cat died";
const note = "(Tone: sad)";

describeApi("the emotion of a message", (open) => {
  it("is told with it, stored with it, and shown to the model with it", async () => {
    const api = open();
    const as = await api.register();
    const { userMessage, conversationId } = await say(api, as, sad);
    expect(userMessage.emotion?.label).toBe("sadness");
    expect(userMessage.emotion?.intensity).toBeGreaterThan(0.4);
    expect(userMessage.emotion?.intensity).toBeLessThanOrEqual(1);
    const [stored] = await messagesOf(api, as, conversationId);
    expect(stored.emotion.label).toBe("sadness");
    expect(stored.emotion.intensity).toBeCloseTo(userMessage.emotion!.intensity, 5);
    expect(api.inference.requests[0]!.messages.at(-1)!.content).toBe(`${sad}\n${note}`);
  });

  it("stays with it in every later prompt, as it was", async () => {
    const api = open();
    const as = await api.register();
    const { conversationId } = await say(api, as, sad);
    await say(api, as, "Tell me something about the sea", conversationId);
    const [first, second] = api.inference.requests.map(({ messages }) => messages);
    expect(second!.slice(0, first!.length)).toEqual(first);
  });

  it("is neutral where nothing shows", async () => {
    const api = open();
    const { userMessage } = await say(api, await api.register(), "The bus leaves at nine");
    expect(userMessage.emotion).toEqual({ label: "neutral", intensity: 0 });
    expect(api.inference.requests[0]!.messages.at(-1)!.content).toBe("The bus leaves at nine");
  });

  it("is read anew when the message is put in other words", async () => {
    const api = open();
    const as = await api.register();
    const { userMessage, conversationId } = await say(api, as, "The bus leaves at nine");
    const path = `/v1/conversations/${conversationId}/messages/${userMessage.id}`;
    const response = await api.call("PATCH", path, { as, body: { content: sad } });
    expect((await response.json()).userMessage.emotion.label).toBe("sadness");
    expect((await messagesOf(api, as, conversationId))[0].emotion.label).toBe("sadness");
  });

  it("earns more where it is told of oneself", async () => {
    const api = open();
    const { relationship } = await say(api, await api.register(), sad);
    expect(relationship.score).toBe(5 + 4);
  });

  it("can be read day by day", async () => {
    const api = open();
    const as = await api.register();
    const { conversationId } = await say(api, as, sad);
    await say(api, as, "The bus leaves at nine", conversationId);
    await say(api, as, "I'm really scared of the exam tomorrow", conversationId);
    const { items } = await (await api.call("GET", "/v1/relationship/mood", { as })).json();
    expect(items).toHaveLength(1);
    expect(items[0].day).toBe(api.services.now().toISOString().slice(0, 10));
    expect(items[0].emotions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ label: "sadness", messages: 1 }),
        expect.objectContaining({ label: "fear", messages: 1 }),
        expect.objectContaining({ label: "neutral", messages: 1 }),
      ]),
    );
  });

  describe("is not read of who does not want that", () => {
    it("neither stored nor shown to the model nor scored", async () => {
      const api = open();
      const as = await api.register({ preferences: { emotion: false } });
      const { userMessage, conversationId, relationship } = await say(api, as, sad);
      expect(userMessage.emotion).toBeNull();
      expect((await messagesOf(api, as, conversationId))[0].emotion).toBeNull();
      expect(api.inference.requests[0]!.messages.at(-1)!.content).toBe(sad);
      expect(relationship.score).toBe(5 + 2);
      const mood = await api.call("GET", "/v1/relationship/mood", { as });
      expect(await mood.json()).toEqual({ items: [] });
    });

    it("nor of what they said before they turned it off", async () => {
      const api = open();
      const as = await api.register();
      const { conversationId } = await say(api, as, sad);
      const body = { preferences: { emotion: false } };
      await api.call("PATCH", "/v1/me/profile", { as, body });
      await say(api, as, "Tell me something about the sea", conversationId);
      expect(JSON.stringify(api.inference.requests[1])).not.toContain(note);
    });
  });
});
