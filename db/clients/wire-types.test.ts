import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toArray, toInteger, toParameter } from "./wire-types.ts";

const same = (text: string) => text;

test("an array literal reads back as the array it was made of", () => {
  const element = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant(null));
  fc.assert(
    fc.property(fc.array(element), (values) => {
      expect(toArray(String(toParameter(values)), same)).toEqual(values);
    }),
  );
});

test("Postgres' own notation of an array is read, nested, quoted or not", () => {
  expect(toArray("{}", same)).toEqual([]);
  expect(toArray("{1,NULL,3}", Number)).toEqual([1, null, 3]);
  expect(toArray('{a,"NULL","b c","d\\"e\\\\f",""}', same)).toEqual([
    "a",
    "NULL",
    "b c",
    'd"e\\f',
    "",
  ]);
  expect(toArray("{{1,2},{3,4}}", Number)).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("an int8 is a number until a number would round", () => {
  expect(toInteger("-9007199254740991")).toBe(-9_007_199_254_740_991);
  expect(toInteger("9007199254740993")).toBe(9_007_199_254_740_993n);
});

test("dates and objects become text, everything the driver knows stays", () => {
  expect(toParameter(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
  expect(toParameter({ a: [1] })).toBe('{"a":[1]}');
  expect(toParameter([new Date(0), true, Uint8Array.of(1, 255)])).toBe(
    '{"1970-01-01T00:00:00.000Z","true","\\\\x01ff"}',
  );
  expect(toParameter(2n)).toBe("2");
  for (const value of [null, 1, "x", false]) expect(toParameter(value)).toBe(value);
});
