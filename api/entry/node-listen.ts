import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { getRequestListener } from "@hono/node-server";

import type { createApp } from "#api/app.ts";
import type { Services } from "#api/services.ts";
import { StartupError } from "#deploy/startup-error.ts";
import { answerUnreadable, refuse } from "./node-refusals.ts";
import { isHandshake, serveWebSockets } from "./node-websocket.ts";

/** A server that accepts requests. */
export interface Listening {
  url: string;
  /** Accepts no more connections, lets go of idle ones; resolves when the last one is closed. */
  stopAccepting(): Promise<void>;
  /** Closes the connections that are left. */
  closeConnections(): void;
}

/** How long a client may take for a request, so that nobody holds connections by being slow. */
interface Patience {
  headersTimeoutMs: number;
  /** For all of a request. An import of 16 MiB by telephone is to get through. */
  requestTimeoutMs: number;
  /** How often that is looked at. */
  checkEveryMs: number;
}

const usualPatience = { headersTimeoutMs: 15_000, requestTimeoutMs: 120_000, checkEveryMs: 5000 };

/** Longer than proxies keep theirs, so that none sends a request into a connection being closed. */
const keepAliveMs = 75_000;

/**
 * Serves the app on a port; 0 is any free one.
 *
 * @throws StartupError when the port is taken or may not be used
 */
export async function listen(
  app: ReturnType<typeof createApp>,
  services: Services,
  patience: Patience = usualPatience,
): Promise<Listening> {
  const { HOST: host, PORT: port } = services.config;
  const server = createServer(serverOptions(patience), toListener(app, services));
  answerUnreadable(server);
  const sockets = serveWebSockets(server, (request, means) =>
    app.fetch(request, { services, ...means }),
  );
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
  server.listen(port, host, resolve);
  await promise;
  const address = server.address() as AddressInfo;
  return {
    url: `http://${reachable(host)}:${address.port}`,
    async stopAccepting() {
      const closed = new Promise<void>((done) => server.once("close", () => done()));
      server.close();
      server.closeIdleConnections();
      services.connections.drain();
      await closed;
    },
    closeConnections() {
      server.closeAllConnections();
      sockets.closeSoon();
    },
  };
}

const serverOptions = ({ headersTimeoutMs, requestTimeoutMs, checkEveryMs }: Patience) => ({
  shouldUpgradeCallback: isHandshake,
  headersTimeout: headersTimeoutMs,
  requestTimeout: requestTimeoutMs,
  connectionsCheckingInterval: checkEveryMs,
  keepAliveTimeout: keepAliveMs,
  // Without a Host there is no URL: that is answered like any other that makes none.
  requireHostHeader: false,
});

function toListener(app: ReturnType<typeof createApp>, services: Services) {
  return getRequestListener(
    (request, { incoming }) =>
      app.fetch(request, { services, peerAddress: incoming.socket.remoteAddress }),
    { errorHandler: refuse },
  );
}

function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const cause = { cause: error };
  if (error.code === "EADDRINUSE") {
    const way = `Stop what uses it, or start on another: PORT=${port + 1} npm start`;
    return new StartupError(`Port ${port} on ${host} is in use. ${way}`, cause);
  }
  if (error.code === "EACCES") {
    const way = "Ports below 1024 need more rights: start on another with PORT=8000";
    return new StartupError(`Port ${port} may not be used. ${way}`, cause);
  }
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return new StartupError("HOST is no address of this machine. Set HOST=127.0.0.1", cause);
  }
  return error;
}
