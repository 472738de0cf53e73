import { describe, expect, it } from "vitest";

import { createApp } from "#api/app.ts";
import { openApiDocument } from "#api/docs/openapi.ts";
import { limitsOfRoute } from "./limits-of-route.ts";

/** Every operation of the API, with its limits. */
const operations = Object.entries(openApiDocument(createApp()).paths ?? {}).flatMap(
  ([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      answersWithReply: "text/event-stream" in (operation?.responses?.["200"]?.content ?? {}),
      limits: limitsOfRoute(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "an-id")),
    })),
);

describe("the limits of a route", () => {
  it("are those on messages for all that is answered by a reply of its own, and for nothing else", () => {
    const asking = operations.filter(
      ({ method, answersWithReply }) => answersWithReply && method !== "GET",
    );
    expect(asking.length).toBeGreaterThanOrEqual(4);
    expect(operations.filter(({ limits }) => limits.includes("chat"))).toEqual(asking);
  });

  it("keep refreshing and signing out apart from everything else", () => {
    const apart = operations.filter(({ limits }) => limits[0] === "session");
    expect(apart.map(({ path }) => path).toSorted()).toEqual([
      "/v1/auth/logout",
      "/v1/auth/logout-all",
      "/v1/auth/refresh",
    ]);
  });
});
