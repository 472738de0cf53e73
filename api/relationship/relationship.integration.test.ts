import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { relationshipEvents } from "#db/schema/relationship.ts";
import { userProfiles } from "#db/schema/users.ts";
import { rulesText } from "./rules-text.ts";

const dayMs = 24 * 60 * 60 * 1000;
const adult = { birthDate: "1990-01-01", preferences: { romance: true } };

const read = async (api: TestApi, as: TestUser, path = "") => {
  const response = await api.call("GET", `/v1/relationship${path}`, { as });
  if (response.status !== 200) throw new Error(await response.text());
  return response.json();
};

/** The whole history, page by page, newest first. */
async function historyOf(api: TestApi, as: TestUser, limit = 100): Promise<any[]> {
  const items: any[] = [];
  let cursor = "";
  do {
    const page = await read(api, as, `/history?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    items.push(...page.items);
    cursor = page.nextCursor ?? "";
  } while (cursor !== "");
  return items;
}

const sentences = [
  "I planted tomatoes on the balcony today",
  "My train was an hour late again",
  "Do you know a good soup for cold evenings?",
  "The neighbours have a new puppy called Momo",
  "I finally finished that novel about whales",
];

/** Puts a user where a long time of talking would have brought them. */
async function bring(
  { database, services }: TestApi,
  userId: string,
  to: { score: number; stage: string; messages?: number; days?: number; romance?: boolean },
) {
  const { score, stage, messages = 400, days = 40, romance = false } = to;
  const at = new Date(services.now().getTime() - dayMs);
  const day = at.toISOString().slice(0, 10);
  const totals = { messages, days, romance, day, gained: 0, lost: 0, counted: true };
  await database.db.insert(relationshipEvents).values({
    id: crypto.randomUUID(),
    userId,
    number: 1,
    at,
    delta: score,
    score,
    stage,
    reason: "message",
    totals: { ...totals, since: at.toISOString() },
  });
  await database.db
    .update(userProfiles)
    .set({ relationshipScore: score })
    .where(eq(userProfiles.userId, userId));
}

describeApi("the relationship", (open) => {
  describe("of somebody new", () => {
    it("is that of strangers, and says what each stage needs", async () => {
      const api = open();
      const as = await api.register();
      const relationship = await read(api, as);
      expect(relationship).toMatchObject({
        score: 0,
        stage: "stranger",
        stageProgress: 0,
        nextStage: "acquaintance",
        unlocked: { styles: ["welcoming", "light"], emotionalDepth: 1 },
      });
      expect(relationship.locked.map(({ stage }: { stage: string }) => stage)).toEqual([
        "acquaintance",
        "friend",
        "close_friend",
        "romantic_interest",
        "partner",
      ]);
      expect(relationship.locked[0].needs).toEqual([
        "100 more points",
        "20 more messages",
        "3 more days of talking",
      ]);
      expect(relationship.locked[4].needs).toEqual(
        expect.arrayContaining(["An age of 18 or more", "Romance turned on in the preferences"]),
      );
      expect(await read(api, as, "/history")).toEqual({ items: [], nextCursor: null });
    });

    it("asks an adult with romance on for neither of both", async () => {
      const api = open();
      const { locked } = await read(api, await api.register(adult));
      expect(JSON.stringify(locked)).not.toMatch(/An age|Romance/);
    });
  });

  describe("grows with a message", () => {
    it("told at once, and by the history", async () => {
      const api = open();
      const as = await api.register();
      const { relationship, userMessage, notices } = await say(api, as, sentences[0]!);
      expect(relationship).toEqual({ score: 7, stage: "stranger", changed: true });
      expect(notices).toEqual([]);
      const history = await historyOf(api, as);
      const messageId = userMessage.id;
      expect(history).toMatchObject([
        { delta: 2, score: 7, stage: "stranger", reason: "message", messageId },
        { delta: 5, score: 5, stage: "stranger", reason: "first_of_day", messageId },
      ]);
      expect(await read(api, as)).toMatchObject({ score: 7, stageProgress: 0.07 });
    });

    it("but not when it says nothing or was said before, in this conversation or another", async () => {
      const api = open();
      const as = await api.register();
      const first = await say(api, as, sentences[0]!);
      for (const again of ["ok", "👍", sentences[0]!, `${sentences[0]!.toUpperCase()}!!! 2`]) {
        const here = await say(api, as, again, first.conversationId);
        expect(here.relationship).toEqual({ score: 7, stage: "stranger", changed: false });
        expect((await say(api, as, again)).relationship.score).toBe(7);
      }
      expect(await historyOf(api, as)).toHaveLength(2);
    });

    it("once, however often its reply is written again or it is put in other words", async () => {
      const api = open();
      const as = await api.register();
      const { conversationId, reply, userMessage } = await say(api, as, sentences[0]!);
      const path = `/v1/conversations/${conversationId}/messages`;
      const again = await api.call("POST", `${path}/${reply.id}/regenerate`, { as });
      expect((await again.json()).relationship).toMatchObject({ score: 7, changed: false });
      const body = { content: sentences[1] };
      const edited = await api.call("PATCH", `${path}/${userMessage.id}`, { as, body });
      expect((await edited.json()).relationship).toMatchObject({ score: 7, changed: false });
    });

    it("when the reply to it was written at the second try", async () => {
      const api = open();
      const as = await api.register();
      api.inference.next.push({ pieces: ["Half"], end: "no-finish-reason" });
      const headers = { "Idempotency-Key": crypto.randomUUID() };
      const body = { content: sentences[0] };
      const send = () => api.call("POST", "/v1/chat", { as, body, headers });
      expect((await send()).status).toBe(503);
      expect((await read(api, as)).score).toBe(0);
      expect((await (await send()).json()).relationship.score).toBe(7);
    });

    it("and keeps what it grew by when the message is deleted", async () => {
      const api = open();
      const as = await api.register();
      const { conversationId, userMessage } = await say(api, as, sentences[0]!);
      const path = `/v1/conversations/${conversationId}/messages/${userMessage.id}`;
      expect((await api.call("DELETE", path, { as })).status).toBe(204);
      expect((await read(api, as)).score).toBe(7);
      expect((await historyOf(api, as)).map(({ messageId }) => messageId)).toEqual([null, null]);
    });
  });

  it("loses and doubles nothing when a user talks in many conversations at once", async () => {
    const api = open();
    const another = await api.startAnother();
    const as = await api.register();
    const turns = await Promise.all(
      sentences.map((sentence, i) => say(i % 2 ? another : api, as, sentence)),
    );
    const history = await historyOf(api, as, 3);
    expect(history.map(({ reason }) => reason).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "first_of_day",
      ...sentences.map(() => "message"),
    ]);
    const { score } = await read(api, as);
    expect(score).toBe(5 + 2 * sentences.length);
    expect(history.reduce((sum, { delta }) => sum + delta, 0)).toBe(score);
    const told = turns.map(({ relationship }) => relationship.score).sort((a, b) => a - b);
    expect(new Set(told).size).toBe(sentences.length);
    expect(told.at(-1)).toBe(score);
  });

  it("comes to the next stage with a notice, and the model is told", async () => {
    const api = open();
    const as = await api.register({ gender: "male" });
    await bring(api, as.id, { score: 248, stage: "acquaintance" });
    const { notices, relationship, conversationId } = await say(api, as, sentences[0]!);
    expect(relationship).toEqual({ score: 255, stage: "friend", changed: true });
    expect(notices).toEqual([
      { kind: "stage", level: "friend", text: "You and Sarah have become friends." },
    ]);
    const [before] = api.inference.requests;
    expect(before!.messages[0]!.content).toContain("You are getting to know each other");
    await say(api, as, sentences[1]!, conversationId);
    expect(api.inference.requests[1]!.messages[0]!.content).toContain("You are friends");
    expect(await read(api, as)).toMatchObject({ stage: "friend", nextStage: "close_friend" });
  });

  describe("beyond friendship", () => {
    it("is for adults who have turned romance on, and ends at once when they turn it off", async () => {
      const api = open();
      const as = await api.register(adult);
      await bring(api, as.id, { score: 900, stage: "romantic_interest", romance: true });
      const { relationship, conversationId } = await say(api, as, sentences[0]!);
      expect(relationship.stage).toBe("partner");
      const body = { preferences: { romance: false } };
      await api.call("PATCH", "/v1/me/profile", { as, body });
      expect(await read(api, as)).toMatchObject({
        stage: "close_friend",
        score: relationship.score,
      });
      const next = await say(api, as, "ok", conversationId);
      expect(next.relationship).toMatchObject({ stage: "close_friend", changed: true });
      expect(next.notices).toMatchObject([{ kind: "stage", level: "close_friend" }]);
      expect(api.inference.requests.at(-1)!.messages[0]!.content).toContain(
        "You are close friends",
      );
      expect((await historyOf(api, as))[0]).toMatchObject({
        reason: "romance_off",
        delta: 0,
        stage: "close_friend",
      });
    });

    it("is not for who has not said how old they are", async () => {
      const api = open();
      const as = await api.register();
      await bring(api, as.id, { score: 990, stage: "close_friend" });
      expect((await say(api, as, sentences[0]!)).relationship.stage).toBe("close_friend");
      expect((await read(api, as)).locked[0].needs).toEqual([
        "An age of 18 or more",
        "Romance turned on in the preferences",
      ]);
    });

    it("is not where the operator has it end before", async () => {
      const api = open();
      const capped = await api.startOn(
        { ...api.database.client, close: async () => {} },
        { MAX_STAGE: "friend" },
      );
      const as = await api.register(adult);
      await bring(api, as.id, { score: 900, stage: "romantic_interest", romance: true });
      expect((await say(capped, as, sentences[0]!)).relationship.stage).toBe("friend");
      const relationship = await (await capped.call("GET", "/v1/relationship", { as })).json();
      expect(relationship).toMatchObject({ stage: "friend", nextStage: null });
      expect(relationship.locked[0].needs).toEqual(["Not offered by this service"]);
    });
  });

  it("fades a little with absence, is counted at the return, and stays a friendship", async () => {
    const api = open();
    const as = await api.register();
    await bring(api, as.id, { score: 300, stage: "friend" });
    await say(api, as, sentences[0]!);
    const { score } = await read(api, as);
    api.advance(40 * dayMs);
    const { identifier, password } = { identifier: as.username, password: as.password };
    const login = await api.call("POST", "/v1/auth/login", { body: { identifier, password } });
    const back = { ...as, ...(await login.json()) };
    expect((await read(api, back)).score).toBe(score);
    const { relationship } = await say(api, back, sentences[1]!);
    expect(relationship).toEqual({ score: 257, stage: "friend", changed: true });
    expect((await historyOf(api, back)).slice(0, 3)).toMatchObject([
      { reason: "message", delta: 2 },
      { reason: "first_of_day", delta: 5 },
      { reason: "absence", delta: 250 - score },
    ]);
  });

  it("has its rules in the documentation", async () => {
    const document = await (await open().call("GET", "/openapi.json")).json();
    const { description } = document.paths["/v1/relationship"].get;
    expect(description).toBe(rulesText);
    expect(description).toContain("| partner | 850 | 250 | 21 | age 18+ and `romance: true` |");
  });

  it("is nobody else's: a cursor of another's history is refused", async () => {
    const api = open();
    const [as, other] = [await api.register(), await api.register()];
    await say(api, as, sentences[0]!);
    const { nextCursor } = await read(api, as, "/history?limit=1");
    const path = `/v1/relationship/history?cursor=${nextCursor}`;
    expect((await api.call("GET", path, { as: other })).status).toBe(422);
    expect((await read(api, other)).score).toBe(0);
  });
});

describeApi("the personalities", (open) => {
  it("are three, each with whom it is for and how it greets", async () => {
    const api = open();
    const as = await api.register();
    const { items } = await (await api.call("GET", "/v1/personalities", { as })).json();
    expect(items.map(({ id }: { id: string }) => id)).toEqual(["sarah", "xhash", "neutral"]);
    for (const { greeting, description, chosenFor } of items) {
      expect(greeting).toContain("an AI companion");
      expect(greeting).not.toMatch(/love|miss|where have you|darling/i);
      expect(description).not.toBe("");
      expect(chosenFor).not.toBe("");
    }
    expect((await (await api.call("GET", "/v1/relationship", { as })).json()).score).toBe(0);
  });
});
