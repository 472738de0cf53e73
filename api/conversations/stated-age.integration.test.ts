import { describe, expect, it } from "vitest";

import { refusalOf, refused, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";

const profileOf = async (api: TestApi, as: TestUser) =>
  (await (await api.call("GET", "/v1/me", { as })).json()).profile;
const patch = (api: TestApi, as: TestUser, body: object) =>
  api.call("PATCH", "/v1/me/profile", { as, body });

const romantic = { preferences: { romance: true } };

describeApi("an age that is stated in conversation", (open) => {
  describe("under 18", () => {
    it("bounds what the profile says, and ends romance", async () => {
      const api = open();
      const as = await api.register({ birthDate: "1990-01-01", ...romantic });
      await say(api, as, "I'm 16 years old and I hate school");
      expect(await profileOf(api, as)).toMatchObject({
        age: 16,
        birthDate: "1990-01-01",
        preferences: { romance: false },
      });
      const response = await patch(api, as, romantic);
      expect(await refusalOf(response)).toEqual(refused(403, "age-required"));
      const raised = await patch(api, as, { age: 30 });
      expect(await refusalOf(raised)).toEqual(refused(403, "age-required"));
    });

    it("is not raised by a later, older one, and is lowered by a younger", async () => {
      const api = open();
      const as = await api.register({ age: 20 });
      await say(api, as, "I'm 16 years old and I hate school");
      await say(api, as, "I'm 17 years old, really");
      expect((await profileOf(api, as)).age).toBe(16);
      await say(api, as, "I'm 15 years old, to be honest");
      expect((await profileOf(api, as)).age).toBe(15);
    });
  });

  it("of 18 or more changes nothing, nor does somebody else's", async () => {
    const api = open();
    const as = await api.register({ age: 30, ...romantic });
    await say(api, as, "I'm 45 years old, you know");
    await say(api, as, "My daughter is 16 and hates school");
    expect(await profileOf(api, as)).toMatchObject({ age: 30, preferences: { romance: true } });
  });
});
