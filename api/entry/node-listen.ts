import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { createAdaptorServer, type HttpBindings } from "@hono/node-server";

import type { createApp } from "#api/app.ts";
import type { Services } from "#api/services.ts";
import { StartupError } from "#deploy/startup-error.ts";
import { isHandshake, serveWebSockets } from "./node-websocket.ts";

/** A server that accepts requests. */
export interface Listening {
  url: string;
  /** Accepts no more connections, lets go of idle ones; resolves when the last one is closed. */
  stopAccepting(): Promise<void>;
  /** Closes the connections that are left. */
  closeConnections(): void;
}

/**
 * Serves the app on a port; 0 is any free one.
 *
 * @throws StartupError when the port is taken or may not be used
 */
export async function listen(
  app: ReturnType<typeof createApp>,
  services: Services,
): Promise<Listening> {
  const { HOST: host, PORT: port } = services.config;
  const server = createAdaptorServer({
    fetch: (request, env) => {
      const peerAddress = (env as HttpBindings).incoming.socket.remoteAddress;
      return app.fetch(request, { services, peerAddress });
    },
    serverOptions: { shouldUpgradeCallback: isHandshake },
  }) as Server;
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
