import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { fitLogistic, scoreOf, type SparseRows } from "./fit-logistic.ts";

/** Rows that each have some of a few columns. */
function rowsOf(columnsOf: readonly (readonly number[])[], columnCount: number): SparseRows {
  const starts = [0];
  for (const columns of columnsOf) starts.push(starts.at(-1)! + columns.length);
  return {
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columnsOf.flat()),
    weights: Float64Array.from(columnsOf, () => 1),
    columnCount,
  };
}

const options = { c: 1, iterations: 200 };

describe("logistic regression", () => {
  test("gives the log-odds where nothing but the intercept can tell", () => {
    const rows = rowsOf([[], [], [], []], 0);
    const [intercept] = fitLogistic(rows, Uint8Array.from([1, 1, 1, 0]), options);
    expect(intercept).toBeCloseTo(Math.log(3), 3);
  });

  test("says nothing where each column tells as much for as against", () => {
    const rows = rowsOf([[0], [0], [1], [1]], 2);
    const model = fitLogistic(rows, Uint8Array.from([1, 0, 1, 0]), options);
    expect([...model]).toEqual([0, 0, 0]);
  });

  test("ends where pulling at any weight gains nothing", () => {
    const columns = fc.uniqueArray(fc.nat(4), { maxLength: 5 });
    const examples = fc.array(fc.tuple(columns, fc.boolean()), { minLength: 8, maxLength: 30 });
    fc.assert(
      fc.property(examples, (examples) => {
        const rows = rowsOf(
          examples.map(([columns]) => columns),
          5,
        );
        const targets = Uint8Array.from(examples, ([, target]) => Number(target));
        fc.pre(targets.includes(0) && targets.includes(1));
        const model = fitLogistic(rows, targets, options);
        const loss = lossOf(rows, targets, model);
        for (const i of model.keys()) {
          for (const step of [-0.1, 0.1]) {
            const pulled = model.with(i, model[i]! + step);
            expect(lossOf(rows, targets, pulled)).toBeGreaterThan(loss);
          }
        }
      }),
    );
  });
});

function lossOf(rows: SparseRows, targets: Uint8Array, model: Float64Array): number {
  const penalty = model.subarray(0, -1).reduce((sum, weight) => sum + weight ** 2 / 2, 0);
  return Array.from(targets).reduce((sum, target, row) => {
    const margin = (target === 1 ? 1 : -1) * scoreOf(rows, row, model);
    return sum + options.c * Math.log1p(Math.exp(-margin));
  }, penalty);
}
