import { createServer } from "node:http";

import { getRequestListener } from "@hono/node-server";

import { type AppOptions, createApp } from "./app.ts";
import { SetupError } from "./errors.ts";

export interface ListenOptions extends AppOptions {
  readonly host: string;
  /** 0 is any free port. */
  readonly port: number;
}

export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Accepts no further connection; open ones go on. */
  stopListening(): void;
  /** Lets responses that are complete be sent, then ends every connection. */
  close(): Promise<void>;
}

/** How often connections that have become idle are looked for while closing, and when the rest are cut. */
const SWEEP_MS = 20;
const FLUSH_MS = 1000;

/**
 * Serves the app on a port.
 *
 * @throws SetupError when the port or the address cannot be had
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, port } = options;
  const server = createServer(getRequestListener(createApp(options).fetch));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  const address = server.address();
  const actual = typeof address === "object" && address ? address.port : port;
  return {
    port: actual,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}`,
    stopListening: () => server.close(),
    async close() {
      server.close();
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const cut = setTimeout(() => server.closeAllConnections(), FLUSH_MS);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE") {
    return new SetupError(
      `INFERENCE_PORT ${port} is taken on ${host}: stop what uses it, or set another port (0 is any free one)`,
      { cause: error },
    );
  }
  if (error.code === "EACCES") {
    return new SetupError(`INFERENCE_PORT ${port} needs more rights: set one above 1023`, {
      cause: error,
    });
  }
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return new SetupError("INFERENCE_HOST is no address of this machine", { cause: error });
  }
  return error;
}
