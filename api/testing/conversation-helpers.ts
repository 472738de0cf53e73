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
  release(): void;
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
