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

/** How a connection was closed. */
interface Closing {
  code: number;
  reason: string;
}

interface Options {
  as?: TestUser | undefined;
  protocols?: string[];
  headers?: Record<string, string>;
}

/**
 * Connects as a browser would: with the token among the subprotocols. Events stay unread until they
 * are asked for; asking rejects when the connection closes first.
 */
export async function connect(api: Pick<TestClient, "url">, options: Options = {}) {
  const { as, headers = {} } = options;
  const own = as === undefined ? [] : ["sarah.v1", `bearer.${as.accessToken}`];
  const url = new URL("/v1/ws", api.url.replace(/^http/, "ws"));
  const init = { protocols: options.protocols ?? own, headers };
  const socket = new WebSocket(url, init as never);
  const opened = Promise.withResolvers<void>();
  const { promise: closed, resolve: close } = Promise.withResolvers<Closing>();
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
    /** The next event that was not read yet. */
    next: () => inbox.take(() => true),
    /** The events up to and with one of this name, of one request where that is named. */
    async until(event: string, requestId?: string) {
      const isMine = (frame: ReceivedFrame) =>
        requestId === undefined || frame.requestId === requestId;
      const frames: ReceivedFrame[] = [];
      do frames.push(await inbox.take(isMine));
      while (frames.at(-1)!.event !== event);
      return frames;
    },
    /** Resolves when what was sent before has been taken up. */
    async settled() {
      send({ type: "ping" });
      await inbox.take(({ event }) => event === "pong");
    },
  };
}

/** Keeps what arrives until somebody asks for it. */
function collectFrames(socket: WebSocket, closed: Promise<Closing>) {
  const unread: ReceivedFrame[] = [];
  let arrival = Promise.withResolvers<void>();
  let end: Closing | undefined;
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
