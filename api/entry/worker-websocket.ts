import type { Upgrade } from "#api/websocket/socket.ts";

/** The end of a WebSocketPair that stays here. */
interface ServerEnd extends EventTarget {
  accept(): void;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

declare const WebSocketPair: new () => { 0: object; 1: ServerEnd };

/** Whether a request asks for a WebSocket. */
export function isHandshake(request: Request): boolean {
  return request.headers.get("Upgrade")?.toLowerCase() === "websocket";
}

/**
 * Takes requests over as WebSockets at the edge. `defer` keeps what belongs to the request, the
 * database client first of all, until the socket is closed. The edge says neither what has left nor
 * what is buffered, and keeps watch over its peers by itself; what a slow reader can make it hold
 * is the text of a few replies.
 */
export function createUpgrade(defer: (work: Promise<unknown>) => void): Upgrade {
  return ({ protocol, headers, listen }) => {
    const { 0: webSocket, 1: server } = new WebSocketPair();
    const closed = Promise.withResolvers<void>();
    defer(closed.promise);
    server.accept();
    const close = (code?: number, reason?: string) => {
      attempt(() => server.close(code, reason));
      closed.resolve();
    };
    const listener = listen({
      send: async (text) => attempt(() => server.send(text)),
      bufferedBytes: () => 0,
      ping: () => {},
      answersPings: false,
      close,
      drop: close,
    });
    server.addEventListener("message", (event) => {
      const { data } = event as MessageEvent<unknown>;
      if (typeof data === "string") listener.onText(data);
      else listener.onBinary();
    });
    for (const end of ["close", "error"]) {
      server.addEventListener(end, () => {
        close();
        listener.onClose();
      });
    }
    const selected = protocol === undefined ? {} : { "Sec-WebSocket-Protocol": protocol };
    const init = { status: 101, webSocket, headers: { ...headers, ...selected } };
    return new Response(null, init);
  };
}

/** A socket that is closed throws; whoever uses it learns of that from its close event. */
function attempt(use: () => void): void {
  try {
    use();
  } catch {
    // It is closed.
  }
}
