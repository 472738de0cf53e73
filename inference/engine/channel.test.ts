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
