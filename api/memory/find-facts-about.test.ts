import { expect, test } from "vitest";

import { findFactsAbout } from "./find-facts-about.ts";

const fact = (id: string, value: string, type = "note") => ({ id, type, value, confidence: 1 });
const facts = [
  fact("dog", "my dog is called Rex"),
  fact("ex", "my ex Tom lives in Lyon"),
  fact("job", "nurse", "job"),
  fact("tea", "I like green tea"),
];
const found = (what: string) => findFactsAbout(what, facts).map(({ id }) => id);

test.each([
  ["my dog", ["dog"]],
  ["my ex", ["ex"]],
  ["what I said about Tom", ["ex"]],
  ["my job", ["job"]],
  ["dogs", ["dog"]],
  ["that I like green tea", ["tea"]],
  ["my appointment on Friday", []],
  ["it", []],
  ["what I told you", []],
  ["", []],
])("%j is about %j", (what, ids) => {
  expect(found(what)).toEqual(ids);
});
