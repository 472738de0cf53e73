import { expect, test } from "vitest";

import { readTime } from "./read-time.ts";

/** A Wednesday. */
const now = new Date("2026-05-20T15:00:00Z");
const read = (text: string) => {
  const time = readTime(text, now);
  return time && [time.from, time.to].map((at) => at.toISOString().slice(0, 10)).join(" ");
};

test.each([
  ["What did I do yesterday?", "2026-05-19 2026-05-20"],
  ["what did I do last summer", "2025-06-01 2025-09-01"],
  ["in the winter", "2025-12-01 2026-03-01"],
  ["last winter", "2025-12-01 2026-03-01"],
  ["in March", "2026-03-01 2026-04-01"],
  ["in July", "2025-07-01 2025-08-01"],
  ["in July 2024", "2024-07-01 2024-08-01"],
  ["on March 3rd", "2026-03-03 2026-03-04"],
  ["on the 3rd of March 2025", "2025-03-03 2025-03-04"],
  ["last week", "2026-05-11 2026-05-18"],
  ["last weekend", "2026-05-16 2026-05-18"],
  ["last month", "2026-04-01 2026-05-01"],
  ["last year", "2025-01-01 2026-01-01"],
  ["last Friday", "2026-05-15 2026-05-16"],
  ["on Wednesday", "2026-05-13 2026-05-14"],
  ["three days ago", "2026-05-16 2026-05-19"],
  ["around Christmas", "2025-12-21 2025-12-30"],
  ["in 2024", "2024-01-01 2025-01-01"],
  ["you may march on", undefined],
  ["I fall asleep", undefined],
  ["what is my dog called", undefined],
])("%j is %s", (text, expected) => {
  expect(read(text)).toBe(expected);
});
