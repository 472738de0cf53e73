import { randomBytes } from "node:crypto";

/** Someone signed in. */
export interface TestUser {
  id: string;
  email: string;
  username: string;
  password: string;
  accessToken: string;
  refreshToken: string;
}

/** One event of a stream, its data parsed. */
export interface ReceivedEvent {
  id: number;
  event: string;
  data: Record<string, any>;
}

export type TestClient = ReturnType<typeof createTestClient>;

/** Speaks to an API as an app would. */
export function createTestClient(url: string) {
  /** A request; a body that is no string is sent as JSON. */
  async function call(
    method: string,
    path: string,
    { as, body, headers = {}, signal }: CallOptions = {},
  ): Promise<Response> {
    return fetch(new URL(path, url), {
      method,
      headers: {
        ...(as && { Authorization: `Bearer ${as.accessToken}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  }

  /** Makes an account with a name of its own. */
  async function register(profile?: object): Promise<TestUser> {
    const username = `u${randomBytes(8).toString("hex")}`;
    const email = `${username}@example.org`;
    const password = "correct horse battery";
    const body = { email, username, password, ...(profile && { profile }) };
    const response = await call("POST", "/v1/auth/register", { body });
    if (response.status !== 201) throw new Error(`register: ${await response.text()}`);
    const { user, accessToken, refreshToken } = await response.json();
    return { id: user.id, email, username, password, accessToken, refreshToken };
  }

  /** Sends a message and follows the events to their end. */
  async function chat(as: TestUser, body: object, options: CallOptions = {}) {
    const response = await call("POST", "/v1/chat", {
      as,
      body,
      ...options,
      headers: { Accept: "text/event-stream", ...options.headers },
    });
    if (response.status !== 200) throw new Error(`chat: ${await response.text()}`);
    return collect(readEvents(response));
  }

  return { url, call, register, chat };
}

interface CallOptions {
  as?: TestUser;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The events of an SSE response as they arrive. */
export async function* readEvents(response: Response): AsyncGenerator<ReceivedEvent> {
  let rest = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const parsed = parseEvents(rest + text);
    rest = parsed.rest;
    yield* parsed.events;
  }
}

/** The events that are whole in a part of a stream, and what is left. */
export function parseEvents(text: string): { events: ReceivedEvent[]; rest: string } {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  return { events: blocks.filter((block) => !block.startsWith(":")).map(parseEvent), rest };
}

function parseEvent(block: string): ReceivedEvent {
  const fields = Object.fromEntries(
    block.split("\n").map((line) => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  return { id: Number(fields["id"]), event: fields["event"]!, data: JSON.parse(fields["data"]!) };
}

/** All that an async iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(items);
}

/** The text of a reply out of its events. */
export function textOf(events: ReceivedEvent[]): string {
  return events
    .filter(({ event }) => event === "message.delta")
    .map(({ data }) => data["text"])
    .join("");
}
