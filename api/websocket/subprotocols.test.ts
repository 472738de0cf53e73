import { describe, expect, it } from "vitest";

import { readOffer } from "./subprotocols.ts";

describe("the subprotocols a client offers", () => {
  it.each([
    [undefined, { selected: undefined, token: undefined }],
    ["sarah.v1", { selected: "sarah.v1", token: undefined }],
    ["sarah.v1, bearer.a.b-c_d", { selected: "sarah.v1", token: "a.b-c_d" }],
    ["bearer.a,other,sarah.v1", { selected: "sarah.v1", token: "a" }],
    ["sarah.v1, bearer.", { selected: "sarah.v1", token: "" }],
  ])("are understood: %s", (header, offer) => {
    expect(readOffer(header)).toEqual(offer);
  });

  it.each(["", "bearer.a", "SARAH.V1", "sarah.v1,", "sarah.v1, sarah.v1", "sarah.v1, a b"])(
    "are none that can be spoken: %j",
    (header) => {
      expect(readOffer(header)).toBeUndefined();
    },
  );
});
