import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { pickNext } from "./pick-next.ts";

const waiting = fc.array(
  fc.record({ background: fc.boolean(), user: fc.constantFrom("ann", "bo", "cy", undefined) }),
);
const users = fc.array(fc.constantFrom("ann", "bo", "cy", undefined));

describe("who gets the next slot", () => {
  it("is nobody when nobody waits", () => {
    expect(pickNext([], ["ann"])).toBe(-1);
  });

  it("is whoever came first, all else being equal", () => {
    const request = { background: false, user: "ann" };
    expect(pickNext([request, request], [])).toBe(0);
  });

  it("is never a background request while an interactive one waits", () => {
    fc.assert(
      fc.property(waiting, users, (requests, running) => {
        const picked = requests[pickNext(requests, running)];
        const hasInteractive = requests.some((request) => !request.background);
        expect(picked?.background).toBe(requests.length > 0 ? !hasInteractive : undefined);
      }),
    );
  });

  it("is never of a user with more replies running than another who waits as urgently", () => {
    fc.assert(
      fc.property(waiting, users, (requests, running) => {
        const count = (user?: string) => running.filter((other) => other === user).length;
        const picked = requests[pickNext(requests, running)];
        for (const other of requests.filter(
          ({ background }) => background === picked?.background,
        )) {
          expect(count(picked?.user)).toBeLessThanOrEqual(count(other.user));
        }
      }),
    );
  });
});
