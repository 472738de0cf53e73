/*
 * Loaded before a program (`node --import`), has it tell its parent what it costs whenever that asks.
 */

/** What a process holds after a garbage collection, in bytes and in numbers. */
export interface Cost {
  rss: number;
  heapUsed: number;
  /** Buffers, which are outside the heap. */
  external: number;
  /** TCP connections, of clients and to others. */
  sockets: number;
  timers: number;
}

process.on("message", () => {
  for (let i = 0; i < 3; i += 1) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  const count = (name: string) => resources.filter((resource) => resource === name).length;
  const [sockets, timers] = [count("TCPSocketWrap"), count("Timeout")];
  process.send?.({ rss, heapUsed, external, sockets, timers } satisfies Cost);
});
