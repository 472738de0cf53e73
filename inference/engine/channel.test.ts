import { expect, it } from "vitest";

import { Channel } from "./channel.ts";

it("gives everything that was pushed, in order, and then the error", async () => {
  const channel = new Channel<number>();
  const read: number[] = [];
  const reading = (async () => {
    for await (const value of channel) read.push(value);
  })();
  channel.push(1);
  await Promise.resolve();
  channel.push(2);
  channel.push(3);
  channel.fail(new Error("broken"));
  channel.push(4);
  await expect(reading).rejects.toThrow("broken");
  expect(read).toEqual([1, 2, 3]);
});

it("replaces what nobody has read yet, and only that", async () => {
  const channel = new Channel<string>();
  const isNumber = (last: string) => /\d/.test(last);
  for (const value of ["a", "1", "2", "3"]) channel.pushOver(value, isNumber);
  const values = channel[Symbol.asyncIterator]();
  expect([(await values.next()).value, (await values.next()).value]).toEqual(["a", "3"]);
  channel.pushOver("4", isNumber);
  channel.end();
  channel.pushOver("5", isNumber);
  expect(await Array.fromAsync(values)).toEqual(["4"]);
});
