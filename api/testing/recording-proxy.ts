import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { PlainRequest } from "./fake-inference.ts";

/** A server between an API and its inference server that remembers what was asked. */
export interface RecordingProxy {
  url: string;
  /** Every request for a completion, as it came. */
  requests: PlainRequest[];
  close(): Promise<void>;
}

/**
 * Stands before the inference server at `target`, and changes nothing but what that says of how long
 * a reply may be, where a test wants short ones.
 */
export async function startRecordingProxy(
  target: string,
  replyTokens?: number,
): Promise<RecordingProxy> {
  const requests: PlainRequest[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await readText(request);
      if (request.url === "/v1/chat/completions") requests.push(JSON.parse(body));
      const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
      const answer = await fetch(`${target}${request.url}`, {
        method: request.method ?? "GET",
        headers: headers as Record<string, string>,
        ...(body !== "" && { body }),
      });
      if (request.url === "/v1/models" && replyTokens !== undefined) {
        const list = await answer.json();
        for (const { meta } of list.data) if (meta) meta.replyReserve = replyTokens;
        response.end(JSON.stringify(list));
        return;
      }
      const type = answer.headers.get("Content-Type");
      response.writeHead(answer.status, type === null ? {} : { "Content-Type": type });
      if (answer.body === null) response.end();
      else await pipeline(Readable.fromWeb(answer.body as never), response);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const piece of request) text += piece;
  return text;
}
