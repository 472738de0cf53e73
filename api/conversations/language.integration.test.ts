import { expect, it } from "vitest";

import { say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";

const lastSystem = (api: TestApi) => api.inference.requests.at(-1)!.messages[0]!.content;

describeApi("the language of a reply", (open) => {
  it("is the one that the user writes in, and two words in another do not change it", async () => {
    const api = open();
    const as = await api.register();
    const german = "Heute war ein langer Tag, ich habe den ganzen Morgen im Garten gearbeitet";
    const { conversationId } = await say(api, as, german);
    expect(lastSystem(api)).toContain("Answer in German.");
    await say(api, as, "very nice", conversationId);
    expect(lastSystem(api)).toContain("Answer in German.");
    const english = "Let us speak English now because my friend is reading this with me";
    await say(api, as, english, conversationId);
    expect(lastSystem(api)).toContain("Answer in English.");
  });

  it("is the user's own where none can be told", async () => {
    const api = open();
    await say(api, await api.register(), "ok 👍");
    expect(lastSystem(api)).toContain("Answer in the language the user writes in.");
  });

  it("is the one in the profile, whatever the user writes in", async () => {
    const api = open();
    const as = await api.register({ language: "pt" });
    await say(api, as, "Let us speak English now because my friend is reading this with me");
    expect(lastSystem(api)).toContain("Answer in Portuguese.");
  });
});
