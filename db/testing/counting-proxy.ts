import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A way to Postgres that counts how often the client had to wait for the server. */
export interface CountingProxy {
  url: string;
  /** Since the last reset: how often the client spoke after the server had. */
  roundTrips(): number;
  reset(): void;
  close(): Promise<void>;
}

/** Stands between a client and the server at this URL, on a port of its own. */
export async function startProxy(target: string): Promise<CountingProxy> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let count = 0;
  let isClientsTurn = true;
  const server = createServer((client) => {
    const upstream = connect(Number(to.port || 5432), to.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    client.on("data", () => {
      if (isClientsTurn) count++;
      isClientsTurn = false;
    });
    upstream.on("data", () => (isClientsTurn = true));
    client.pipe(upstream).pipe(client);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = new URL(target);
  url.host = `127.0.0.1:${address.port}`;
  return {
    url: url.href,
    roundTrips: () => count,
    reset: () => (count = 0),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
