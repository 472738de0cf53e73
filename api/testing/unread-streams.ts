import { once } from "node:events";
import { get, type ClientRequest, type IncomingMessage } from "node:http";

import type { Cost } from "./report-cost.ts";
import type { TestClient, TestUser } from "./test-client.ts";

/** A stream of events on a connection of its own, of which nothing is read until somebody does. */
export interface Stream {
  request: ClientRequest;
  response: IncomingMessage;
}

/** Opens the events of a reply. */
export async function openStream(
  via: TestClient,
  as: TestUser,
  path: string,
  lastEventId = 0,
): Promise<Stream> {
  const headers = {
    Authorization: `Bearer ${as.accessToken}`,
    "Last-Event-ID": String(lastEventId),
  };
  const request = get(`${via.url}${path}/events`, { agent: false, headers });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`);
  return { request, response };
}

/** Opens so many streams of the same reply. */
export const openStreams = (count: number, ...where: Parameters<typeof openStream>) =>
  Promise.all(Array.from({ length: count }, () => openStream(...where)));

/** How much more of its heap and of buffers a process holds. */
export const bytesBetween = (before: Cost, after: Cost): number =>
  after.heapUsed + after.external - before.heapUsed - before.external;
