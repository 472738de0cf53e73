import type { TestClient, TestUser } from "./test-client.ts";

/** An event as a client of the WebSocket receives it. */
export interface ReceivedFrame {
  event: string;
  id: number;
  requestId?: string;
  conversationId: string | null;
  replyId: string | null;
  data: Record<string, any>;
}

export interface TestSocket {
  protocol: string;
  send(frame: object | string): void;
  sendBytes(bytes: Uint8Array): void;
  /** The next event that was not read yet. Rejects when the connection closes first. */
  next(): Promise<ReceivedFrame>;
  /** The events up to and with one of this name, of one request where that is named. */
  until(event: string, requestId?: string): Promise<ReceivedFrame[]>;
  /** Resolves when what was sent so far has been taken up; unread events stay unread. */
  settled(): Promise<void>;
  close(): void;
  /** How the server, or this end, closed it. */
  closed: Promise<{ code: number; reason: string }>;
}

interface Options {
  as?: TestUser | undefined;
  protocols?: string[];
  headers?: Record<string, string>;
}

/** Connects as a browser would: with the token among the subprotocols. */
export async function connect(api: Pick<TestClient, "url">, options: Options = {}) {
  const { as, headers = {} } = options;
  const own = as === undefined ? [] : ["sarah.v1", `bearer.${as.accessToken}`];
  const url = new URL("/v1/ws", api.url.replace(/^http/, "ws"));
  const init = { protocols: options.protocols ?? own, headers };
  const socket = new WebSocket(url, init as never);
  const opened = Promise.withResolvers<void>();
  const { promise: closed, resolve: close } = Promise.withResolvers<any>();
  socket.addEventListener("open", () => opened.resolve());
  socket.addEventListener("error", () => opened.reject(new Error("No connection")));
  socket.addEventListener("close", ({ code, reason }) => close({ code, reason }));
  const inbox = collectFrames(socket, closed);
  await opened.promise;
  return { protocol: socket.protocol, closed, close: () => socket.close(), ...talk(socket, inbox) };
}

function talk(socket: WebSocket, inbox: ReturnType<typeof collectFrames>) {
  const send = (frame: object | string) =>
    socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  return {
    send,
    sendBytes: (bytes: Uint8Array) => socket.send(bytes as never),
    next: () => inbox.take(() => true),
    async until(event: string, requestId?: string) {
      const isMine = (frame: ReceivedFrame) =>
        requestId === undefined || frame.requestId === requestId;
      const frames: ReceivedFrame[] = [];
      do frames.push(await inbox.take(isMine));
      while (frames.at(-1)!.event !== event);
      return frames;
    },
    async settled() {
      send({ type: "ping" });
      await inbox.take(({ event }) => event === "pong");
    },
  };
}

/** Keeps what arrives until somebody asks for it. */
function collectFrames(socket: WebSocket, closed: Promise<{ code: number; reason: string }>) {
  const unread: ReceivedFrame[] = [];
  let arrival = Promise.withResolvers<void>();
  let end: { code: number; reason: string } | undefined;
  const announce = () => {
    arrival.resolve();
    arrival = Promise.withResolvers();
  };
  socket.addEventListener("message", ({ data }) => {
    unread.push(JSON.parse(String(data)));
    announce();
  });
  void closed.then((how) => {
    end = how;
    return announce();
  });
  return {
    async take(isWanted: (frame: ReceivedFrame) => boolean): Promise<ReceivedFrame> {
      for (;;) {
        const index = unread.findIndex(isWanted);
        if (index !== -1) return unread.splice(index, 1)[0]!;
        if (end !== undefined) throw new Error(`Closed: ${end.code} ${end.reason}`);
        await arrival.promise;
      }
    },
  };
}

/** The text of a reply out of its events. */
export function saidIn(frames: ReceivedFrame[]): string {
  return frames
    .filter(({ event }) => event === "message.delta")
    .map(({ data }) => data["text"])
    .join("");
}
