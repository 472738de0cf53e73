import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";

import { WebSocketServer, type WebSocket } from "ws";

import { maxFrameBytes } from "#api/websocket/limits.ts";
import type { Socket, SocketListener, Upgrade } from "#api/websocket/socket.ts";

const goodbyeMs = 1000;

type Handshake = Parameters<Upgrade>[0];

/** Answers a request that asks for a WebSocket, with what it needs besides the services. */
type Answer = (
  request: Request,
  means: { peerAddress: string | undefined; upgrade: Upgrade },
) => Promise<Response> | Response;

/** Whether a request asks for a WebSocket properly. Any other is answered like one that does not. */
export function isHandshake({ method, headers }: IncomingMessage): boolean {
  return (
    method === "GET" &&
    headers.upgrade?.toLowerCase() === "websocket" &&
    headers["sec-websocket-version"] === "13" &&
    /^[+/0-9A-Za-z]{22}==$/.test(headers["sec-websocket-key"] ?? "") &&
    headers.host !== undefined &&
    URL.canParse(`http://${headers.host}`)
  );
}

/**
 * Has the app answer requests for WebSockets: it takes one over by `upgrade`, or answers it like any
 * other, with a body, which Hono's own helper for Node leaves out.
 */
export function serveWebSockets(server: Server, answer: Answer): { closeSoon(): void } {
  const taken = new WeakMap<IncomingMessage, Handshake>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    handleProtocols: (_offered, request) => taken.get(request)?.protocol ?? false,
  });
  sockets.on("headers", (lines, request) => {
    for (const header of Object.entries(taken.get(request)?.headers ?? {})) {
      lines.push(header.join(": "));
    }
  });

  async function take(request: IncomingMessage, connection: Duplex, head: Buffer) {
    const upgrade: Upgrade = (handshake) => {
      taken.set(request, handshake);
      return switchingProtocols();
    };
    const peerAddress = request.socket.remoteAddress;
    const response = await answer(toRequest(request), { peerAddress, upgrade });
    const handshake = taken.get(request);
    if (handshake === undefined) return respond(connection, response);
    sockets.handleUpgrade(request, connection, head, (ws) => attach(ws, handshake.listen));
  }

  server.on("upgrade", (request, connection, head) => {
    connection.on("error", () => connection.destroy());
    take(request, connection, head).catch(() => connection.destroy());
  });
  return {
    /** Gives those that are saying goodbye a second for it. */
    closeSoon() {
      setTimeout(() => {
        for (const ws of sockets.clients) ws.terminate();
      }, goodbyeMs).unref();
    },
  };
}

function toRequest({ url = "/", headers, rawHeaders }: IncomingMessage): Request {
  const given = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) given.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  return new Request(new URL(url, `http://${headers.host}`), { headers: given });
}

/** A response for the log only: what is really sent is the library's, and fetch has no 101. */
function switchingProtocols(): Response {
  return Object.defineProperty(new Response(), "status", { value: 101 });
}

async function respond(connection: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const lines = [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ""}`,
    ...Array.from(response.headers, ([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
    "Connection: close",
  ];
  connection.write(`${lines.join("\r\n")}\r\n\r\n`);
  connection.end(body);
}

function attach(ws: WebSocket, listen: (socket: Socket) => SocketListener): void {
  const listener = listen({
    // Called back when the system has taken the bytes, or when the connection is lost.
    send: (text) => new Promise((resolve) => ws.send(text, () => resolve())),
    bufferedBytes: () => ws.bufferedAmount,
    ping: () => ws.ping(),
    answersPings: true,
    close: (code, reason) => ws.close(code, reason),
    drop: () => ws.terminate(),
  });
  ws.on("message", (data, isBinary) => {
    if (isBinary) listener.onBinary();
    else listener.onText((data as Buffer).toString("utf8"));
  });
  ws.on("pong", () => listener.onPong());
  ws.on("close", () => listener.onClose());
  // What breaks the protocol, ws closes by itself with the code for it.
  ws.on("error", () => {});
}
