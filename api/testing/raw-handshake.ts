import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";

import type { TestClient } from "./test-client.ts";

/** What a server answers to a handshake, as it is on the wire, and the connection after it. */
export interface RawHandshake {
  status: number;
  /** The status line and the headers. */
  head: string;
  /** What came with the head, and later everything that follows. */
  body: () => Buffer;
  connection: Socket;
}

/** Asks for a WebSocket by hand: for what no client library shows or does. */
export async function shakeHands(
  api: Pick<TestClient, "url">,
  headers: Record<string, string> = {},
  path = "/v1/ws",
): Promise<RawHandshake> {
  const { hostname, port, host } = new URL(api.url);
  const connection = connect(Number(port), hostname);
  const lines = Object.entries({
    Host: host,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  }).map((header) => header.join(": "));
  connection.write([`GET ${path} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
  let received = Buffer.alloc(0);
  connection.on("data", (bytes: Buffer) => (received = Buffer.concat([received, bytes])));
  while (!received.includes("\r\n\r\n")) await once(connection, "data");
  const end = received.indexOf("\r\n\r\n");
  const head = received.subarray(0, end).toString("latin1");
  const status = Number(head.split(" ")[1]);
  return { status, head, body: () => received.subarray(end + 4), connection };
}
