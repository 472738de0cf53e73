import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { Histogram } from "./histogram.ts";

describe("a histogram", () => {
  it("counts a value in its bucket and in all larger ones", () => {
    const histogram = new Histogram([1, 2]);
    for (const value of [0.5, 1, 1.5, 9]) histogram.observe(value);
    expect(histogram.render("wait")).toEqual([
      'wait_bucket{le="1"} 2',
      'wait_bucket{le="2"} 3',
      'wait_bucket{le="+Inf"} 4',
      "wait_sum 12",
      "wait_count 4",
    ]);
  });

  it("never has fewer in a larger bucket, and all in the last", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true })), (values) => {
        const histogram = new Histogram([1, 2, 5]);
        for (const value of values) histogram.observe(value);
        const counts = histogram.render("x").map((line) => Number(line.split(" ")[1]));
        const buckets = counts.slice(0, 4);
        expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
        expect([buckets[3], counts[5]]).toEqual([values.length, values.length]);
      }),
    );
  });
});
