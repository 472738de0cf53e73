import { expect, it } from "vitest";

import { say } from "#api/testing/conversation-helpers.ts";
import { describeApi } from "#api/testing/describe-api.ts";

describeApi("a flood of sign-ins", (open) => {
  it("leaves room for everybody else: what they ask for is answered while the flood waits", async () => {
    const api = await open().startAnother({}, { bcryptRounds: 9 });
    const as = await open().register();
    await say(api, as, "Hello");
    let answered = 0;
    const full = Promise.withResolvers<void>();
    const flood = Array.from({ length: 200 }, async (_, i) => {
      const body = { identifier: `nobody-${i}`, password: "wrong password" };
      const response = await api.call("POST", "/v1/auth/login", { body });
      await response.text();
      if (response.status === 401) answered += 1;
      else full.resolve();
      return response;
    });
    // Those that find no room to wait are refused at once: then the others are in the queue.
    await full.promise;
    await say(api, as, "Still there?");
    expect((await api.call("GET", "/v1/conversations", { as })).status).toBe(200);
    expect((await api.call("GET", "/docs/swagger-ui.css")).status).toBe(200);
    const answeredMeanwhile = answered;
    const responses = await Promise.all(flood);
    const refusals = responses.filter(({ status }) => status === 429);
    expect(answered).toBeGreaterThanOrEqual(100);
    expect(answered + refusals.length).toBe(200);
    expect(answeredMeanwhile).toBeLessThan(answered);
    for (const { headers } of refusals) expect(Number(headers.get("Retry-After"))).toBe(5);
  });
});
