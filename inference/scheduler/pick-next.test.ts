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

  it("is whose user was served the longest ago, or never, of those with as many running", () => {
    const of = (user: string) => ({ background: false, user });
    const servedAt = new Map([
      ["ann", 3],
      ["bo", 2],
    ]);
    expect(pickNext([of("ann"), of("bo")], [], servedAt)).toBe(1);
    expect(pickNext([of("ann"), of("bo"), of("cy")], [], servedAt)).toBe(2);
    expect(pickNext([of("ann"), of("bo")], ["bo"], servedAt)).toBe(0);
  });

  it("lets nobody wait for more than one turn of every other user, on one slot", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("ann", "bo", "cy"), { minLength: 1 }), (names) => {
        const left = ["dee", ...names].map((user) => ({ background: false, user }));
        const servedAt = new Map<string | undefined, number>();
        const order: string[] = [];
        while (left.length > 0) {
          for (const { user } of left.splice(pickNext(left, [], servedAt), 1)) {
            order.push(user);
            servedAt.set(user, order.length);
          }
        }
        expect(order.indexOf("dee")).toBeLessThan(4);
        const users = new Set(order).size;
        expect(new Set(order.slice(0, users)).size).toBe(users);
      }),
    );
  });
});
