import type { Turn } from "#api/conversations/schemas.ts";
import type { TestApi } from "./describe-api.ts";
import {
  collect,
  readEvents,
  type ReceivedEvent,
  type TestClient,
  type TestUser,
} from "./test-client.ts";

/** What a client says to be answered with events. */
export const asEvents = { Accept: "text/event-stream" };

/** The messages of a conversation, oldest first. */
export async function messagesOf(api: TestClient, as: TestUser, conversationId: string) {
  const response = await api.call("GET", `/v1/conversations/${conversationId}/messages`, { as });
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()).items.toReversed();
}

/** Where a message is. */
export const pathOf = (conversationId: string, messageId: string) =>
  `/v1/conversations/${conversationId}/messages/${messageId}`;

/** Says something and waits for the whole turn, in a conversation or in a new one. */
export async function say(
  via: TestClient,
  as: TestUser,
  content: string,
  conversationId?: string,
): Promise<Turn> {
  const response = await via.call("POST", "/v1/chat", { as, body: { content, conversationId } });
  if (response.status !== 200) throw new Error(await response.text());
  return response.json();
}

/** What was answered to a request that leads to a reply, as JSON or as events. */
export async function answeredWith(response: Response): Promise<Pick<Turn, "reply">> {
  if (response.status !== 200) throw new Error(await response.text());
  const isStream = response.headers.get("Content-Type")?.startsWith(asEvents.Accept);
  if (!isStream) return response.json();
  const events = await collect(readEvents(response));
  const done = events.at(-1)!;
  if (done.event !== "message.done") throw new Error(JSON.stringify(events));
  return done.data as Pick<Turn, "reply">;
}

/** The status and the type of a problem. */
export async function refusalOf(response: Response) {
  const { type } = await response.json();
  return { status: response.status, type };
}

/** A problem as `refusalOf` gives it. */
export const refused = (status: number, code: string) => ({ status, type: `/problems/${code}` });

/** A reply that has begun and is held by its model after the first piece. */
export interface HeldReply {
  start: ReceivedEvent["data"];
  /** Where its messages are. */
  path: string;
  /** What the client that sent the message still receives. */
  events: AsyncGenerator<ReceivedEvent>;
  release: () => void;
}

/** Sends a message whose reply stops after the first of the given pieces until it is released. */
export async function holdReply(
  api: TestApi,
  as: TestUser,
  { pieces, body = { content: "Go on" }, headers = {}, via = api }: HoldOptions,
): Promise<HeldReply> {
  const hold = Promise.withResolvers<void>();
  api.inference.next.push({ pieces, hold: hold.promise });
  const response = await via.call("POST", "/v1/chat", {
    as,
    body,
    headers: { ...asEvents, ...headers },
  });
  if (response.status !== 200) throw new Error(await response.text());
  const events = readEvents(response);
  const { value: first } = await events.next();
  const start = first!.data;
  const path = `/v1/conversations/${start["conversationId"]}/messages`;
  return { start, path, events, release: hold.resolve };
}

interface HoldOptions {
  pieces: string[];
  body?: object;
  headers?: Record<string, string>;
  via?: TestClient;
}

/** Follows a reply from after an event, and gives the events that come. */
export async function follow(via: TestClient, as: TestUser, path: string, lastEventId?: number) {
  const headers = lastEventId === undefined ? {} : { "Last-Event-ID": String(lastEventId) };
  const response = await via.call("GET", `${path}/events`, { as, headers });
  if (response.status !== 200) throw new Error(await response.text());
  return readEvents(response);
}

/** A reply of which the first words are there. */
export interface BegunReply {
  conversationId: string;
  replyId: string;
  /** Where it is. */
  path: string;
  /** The events up to the first words. */
  first: ReceivedEvent[];
  /** What is still to come. */
  events: AsyncGenerator<ReceivedEvent>;
}

/** Says something, and waits for the first words of the answer. */
export async function beginReply(
  via: TestClient,
  as: TestUser,
  content: string,
  { conversationId, key }: { conversationId?: string; key?: string } = {},
): Promise<BegunReply> {
  const response = await via.call("POST", "/v1/chat", {
    as,
    body: { content, ...(conversationId !== undefined && { conversationId }) },
    headers: { ...asEvents, ...(key !== undefined && { "Idempotency-Key": key }) },
  });
  if (response.status !== 200) throw new Error(await response.text());
  const events = readEvents(response);
  const first: ReceivedEvent[] = [];
  while (first.at(-1)?.event !== "message.delta") {
    const { done, value } = await events.next();
    if (done) throw new Error("The answer ended before its first words");
    first.push(value);
  }
  const ids = first[0]!.data as { conversationId: string; replyId: string };
  const path = `/v1/conversations/${ids.conversationId}/messages/${ids.replyId}`;
  return { conversationId: ids.conversationId, replyId: ids.replyId, path, first, events };
}

/** What comes of an answer until it ends or its connection does. */
export async function received(events: AsyncIterable<ReceivedEvent>): Promise<ReceivedEvent[]> {
  const got: ReceivedEvent[] = [];
  try {
    for await (const event of events) got.push(event);
  } catch {
    // The connection broke: what came before counts.
  }
  return got;
}

/** The turn that a request gets when it is made again as long as it is answered by one of these. */
export async function answeredAtLast(
  request: () => Promise<Response>,
  retried: readonly number[] = [503],
): Promise<Record<string, any>> {
  for (let i = 0; i < 100; i += 1) {
    const response = await request();
    if (!retried.includes(response.status)) return response.json();
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error("Still refused after half a minute");
}
