/* As small a client of the API as an app's first day: plain fetch, nothing of ours. */

const WAIT_MS = 60_000;

/** An event of a streamed reply. */
export interface ChatEvent {
  event: string;
  data: Record<string, unknown>;
}

/** A row of `GET /v1/conversations/:id/messages`, as far as the checks read it. */
export interface Message {
  id: string;
  role: "user" | "assistant";
  content: string;
  status: string;
}

/** Makes an account with a name nobody else has, and returns its access token. */
export async function register(url: string): Promise<string> {
  const name = `smoke-${crypto.randomUUID().slice(0, 8)}`;
  const body = { email: `${name}@example.org`, username: name, password: `${name}-passphrase` };
  const answer = await post(url, "/v1/auth/register", body);
  const { accessToken }: { accessToken: string } = await expectStatus(answer, 201);
  return accessToken;
}

/** Sends a message and gives the events of the reply as they come. */
export async function* chat(
  url: string,
  accessToken: string,
  content: string,
  conversationId?: string,
): AsyncGenerator<ChatEvent> {
  const headers = { authorization: `Bearer ${accessToken}`, accept: "text/event-stream" };
  const body = conversationId ? { content, conversationId } : { content };
  const answer = await post(url, "/v1/chat", body, headers);
  if (answer.status !== 200 || !answer.body) await expectStatus(answer, 200);
  else yield* eventsIn(answer.body);
}

/** The messages of a conversation, oldest first. */
export async function readMessages(
  url: string,
  accessToken: string,
  conversationId: string,
): Promise<Message[]> {
  const answer = await fetch(new URL(`/v1/conversations/${conversationId}/messages`, url), {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(WAIT_MS),
  });
  const { items }: { items: Message[] } = await expectStatus(answer, 200);
  return items.toReversed();
}

function post(url: string, path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(new URL(path, url), {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(WAIT_MS),
  });
}

async function expectStatus<T>(answer: Response, status: number): Promise<T> {
  const text = await answer.text();
  if (answer.status !== status) {
    throw new Error(`${answer.url} answered ${answer.status} instead of ${status}: ${text}`);
  }
  return JSON.parse(text);
}

async function* eventsIn(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<ChatEvent> {
  let text = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, "m").exec(block)?.[1];
      const data = field("data");
      if (data) yield { event: field("event") ?? "message", data: JSON.parse(data) };
    }
  }
}
