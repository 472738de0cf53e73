import assert from "node:assert/strict";

import { chat, readMessages, register, type Message } from "./client.ts";

/** A conversation that was had, as its user remembers it. */
export interface Conversation {
  accessToken: string;
  id: string;
  messages: Message[];
}

/** Registers, sends one message and checks that the reply is streamed and kept as it was sent. */
export async function converse(url: string): Promise<Conversation> {
  const accessToken = await register(url);
  const { id, reply } = await say(url, accessToken, "Hello! I had a long day. How are you?");
  const messages = await readMessages(url, accessToken, id);
  assert.deepEqual(
    messages.map(({ role, content, status }) => ({ role, content, status })),
    [
      { role: "user", content: "Hello! I had a long day. How are you?", status: "complete" },
      { role: "assistant", content: reply, status: "complete" },
    ],
    "what is kept is what was sent",
  );
  return { accessToken, id, messages };
}

/** Sends a message and reads the reply to its end; throws unless it came in pieces and ended well. */
export async function say(
  url: string,
  accessToken: string,
  content: string,
  conversationId?: string,
): Promise<{ id: string; reply: string }> {
  let id = "";
  const pieces: string[] = [];
  const order: string[] = [];
  for await (const { event, data } of chat(url, accessToken, content, conversationId)) {
    if (order.at(-1) !== event) order.push(event);
    if (event === "message.start") id = String(data["conversationId"]);
    if (event === "message.delta") pieces.push(String(data["text"]));
  }
  const expected = ["message.start", "message.delta", "message.done"];
  assert.deepEqual(
    order.filter((event) => event !== "message.queued"),
    expected,
  );
  assert.ok(pieces.length > 1, "the reply came in one piece, not token by token");
  return { id, reply: pieces.join("") };
}
