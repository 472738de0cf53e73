import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { pathOf, refusalOf, refused, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { reports } from "#db/schema/conversations.ts";

const nobodys = "01900000-0000-7000-8000-000000000000";

async function setUp(api: TestApi) {
  const as = await api.register();
  const { conversationId, userMessage, reply } = await say(api, as, "Hi");
  const give = (body: object, messageId = reply.id, by: TestUser = as) => {
    const path = `${pathOf(conversationId, messageId)}/feedback`;
    return api.call("POST", path, { as: by, body });
  };
  const stored = () =>
    api.database.db
      .select({ rating: reports.rating, reason: reports.reason, note: reports.note })
      .from(reports)
      .where(eq(reports.messageId, reply.id))
      .orderBy(reports.createdAt, reports.id);
  return { as, conversationId, userMessage, reply, give, stored };
}

const rating = (value: string) => ({ rating: value, reason: null, note: null });

describeApi("feedback on a reply", (open) => {
  it("is taken with 204 and no body", async () => {
    const { give } = await setUp(open());
    const response = await give({ rating: "up" });
    expect([response.status, await response.text()]).toEqual([204, ""]);
  });

  it("is one rating, the latest", async () => {
    const { give, stored } = await setUp(open());
    for (const value of ["up", "up", "down"]) await give({ rating: value });
    expect(await stored()).toEqual([rating("down")]);
  });

  it("is as many reports as were made, whatever the rating", async () => {
    const { give, stored } = await setUp(open());
    await give({ report: { reason: "rude" } });
    await give({ rating: "down", report: { reason: "untrue", note: "I have no sister." } });
    await give({ rating: "up" });
    const all = await stored();
    expect(all).toHaveLength(3);
    expect(all).toEqual(
      expect.arrayContaining([
        { rating: null, reason: "rude", note: null },
        { rating: null, reason: "untrue", note: "I have no sister." },
        rating("up"),
      ]),
    );
  });

  it("is one rating still when many are given at once", async () => {
    const { give, stored } = await setUp(open());
    await give({ rating: "up" });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => give({ rating: "down" }).then(({ status }) => status)),
    );
    expect(new Set(answers)).toEqual(new Set([204]));
    expect(await stored()).toEqual([rating("down")]);
  });

  it("goes with the reply", async () => {
    const api = open();
    const { as, conversationId, reply, give, stored } = await setUp(api);
    await give({ rating: "up", report: { reason: "rude" } });
    await api.call("DELETE", pathOf(conversationId, reply.id), { as });
    expect(await stored()).toEqual([]);
  });

  it("is on replies only, and only on one's own", async () => {
    const api = open();
    const { userMessage, reply, give, stored } = await setUp(api);
    const other = await api.register();
    const elsewhere = await setUp(api);
    for (const answer of [
      await give({ rating: "up" }, userMessage.id),
      await give({ rating: "up" }, nobodys),
      await give({ rating: "up" }, elsewhere.reply.id),
      await give({ rating: "up" }, reply.id, other),
    ]) {
      expect(await refusalOf(answer)).toEqual(refused(404, "not-found"));
    }
    expect([await stored(), await elsewhere.stored()]).toEqual([[], []]);
  });

  describe("is refused with 422", () => {
    it.each([
      {},
      { rating: "sideways" },
      { rating: null },
      { report: {} },
      { report: { reason: "" } },
      { report: { reason: "x".repeat(51) } },
      { report: { reason: "rude", note: "" } },
      { report: { reason: "rude", note: "x".repeat(2001) } },
      { report: { reason: "rude", severity: 3 } },
      { rating: "up", comment: "nice" },
    ])("as %j", async (body) => {
      const { give, stored } = await setUp(open());
      expect(await refusalOf(await give(body))).toEqual(refused(422, "validation-failed"));
      expect(await stored()).toEqual([]);
    });
  });
});
