import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A way to Postgres that can be shut, as when the database or the network to it is gone. */
export interface Gate {
  url: string;
  /** Cuts every connection and refuses new ones; with `silently` nobody is told: packets vanish. */
  shut(how?: "silently"): void;
  /**
   * Has the next statement that says this reach the database, and its answer nobody: it is cut off
   * instead. Resolves when that has happened.
   */
  loseAnswerTo(text: string): Promise<void>;
  /** Lets connections through again. */
  open(): void;
  close(): Promise<void>;
}

/** Stands between clients and the server at this URL, on a port of its own. Open at first. */
export async function startGate(target: string): Promise<Gate> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let losing: { text: string; resolve: () => void } | undefined;
  let state: "open" | "shut" | "silent" = "open";
  const server = createServer((client) => {
    client.on("error", () => client.destroy());
    sockets.add(client);
    client.once("close", () => sockets.delete(client));
    if (state === "shut") return client.resetAndDestroy();
    const upstream = connect(Number(to.port || 5432), to.hostname);
    upstream.on("error", () => upstream.destroy());
    client.once("close", () => upstream.destroy());
    upstream.once("close", () => state !== "silent" && client.destroy());
    let lose: (() => void) | undefined;
    client.on("data", (bytes) => {
      if (state === "silent") return;
      if (losing !== undefined && bytes.includes(losing.text)) {
        lose = losing.resolve;
        losing = undefined;
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (state === "silent") return;
      if (lose === undefined) {
        client.write(bytes);
      } else {
        client.resetAndDestroy();
        lose();
      }
    });
    return undefined;
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = new URL(target);
  url.host = `127.0.0.1:${address.port}`;
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    shut(how) {
      state = how === "silently" ? "silent" : "shut";
      if (state === "shut") cut();
    },
    loseAnswerTo(text) {
      const { promise, resolve } = Promise.withResolvers<void>();
      losing = { text, resolve };
      return promise;
    },
    open() {
      // What was swallowed is lost: those connections are of no use any more.
      cut();
      state = "open";
    },
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
