import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { pickNext } from "./pick-next.ts";
import { queuePositions } from "./queue-positions.ts";

const user = fc.constantFrom("ann", "bo", "cy", undefined);
const waiting = fc.array(fc.record({ background: fc.boolean(), user }), { maxLength: 20 });
const running = fc.array(fc.record({ user, isFill: fc.constant(false) }), { maxLength: 5 });
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

describe("the places of those who wait", () => {
  it("are counted from 1 when all slots are taken, each given once", () => {
    fc.assert(
      fc.property(waiting, running, (requests, replies) => {
        const places = queuePositions(requests, replies, replies.length);
        expect(places.toSorted((a, b) => a - b)).toEqual(numbers(1, requests.length));
      }),
    );
  });

  it("begin with whoever gets the next slot, and are below 1 for as many as slots are free", () => {
    fc.assert(
      fc.property(waiting, running, fc.nat(5), (requests, replies, free) => {
        const places = queuePositions(requests, replies, replies.length + free);
        const next = pickNext(
          requests,
          replies.map(({ user }) => user),
        );
        expect(places.indexOf(1 - free)).toBe(next);
        const atOnce = places.filter((place) => place < 1).length;
        expect(atOnce).toBe(Math.min(free, requests.length));
      }),
    );
  });

  it("are before every background request for an interactive one", () => {
    fc.assert(
      fc.property(waiting, running, (requests, replies) => {
        const places = queuePositions(requests, replies, replies.length);
        const of = (isBackground: boolean) =>
          places.filter((_, index) => requests[index]?.background === isBackground);
        expect(Math.max(0, ...of(false))).toBeLessThan(Math.min(Infinity, ...of(true)));
      }),
    );
  });

  it("alternate between users", () => {
    const of = (name: string) => ({ background: false, user: name });
    const requests = [of("ann"), of("ann"), of("ann"), of("bo")];
    expect(queuePositions(requests, [{ user: "cy", isFill: false }], 1)).toEqual([1, 3, 4, 2]);
  });

  it("count the slot of a fill as free for an interactive request only", () => {
    const fill = [{ isFill: true }];
    expect(queuePositions([{ background: false }], fill, 1)).toEqual([0]);
    expect(queuePositions([{ background: true }], fill, 1)).toEqual([1]);
  });
});
