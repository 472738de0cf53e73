import type { Context } from "hono";

import type { AppEnv } from "#api/http/app-env.ts";
import { toProblem } from "#api/http/problem.ts";
import { sseResponse, type SseEvent } from "#api/http/sse.ts";
import type { ReplyEnd, ReplyNews } from "./reply-feed.ts";
import type { Message, Turn } from "./schemas.ts";
import type { OpenTurn } from "./send.ts";

/** Answers a send as its client asked for it: as a stream of events, or when the reply is complete. */
export async function respondWithTurn(c: Context<AppEnv>, turn: OpenTurn) {
  const wantsEvents = /\btext\/event-stream\b/i.test(c.req.header("Accept") ?? "");
  if (!wantsEvents) return c.json(await completeTurn(turn), 200);
  const at = { instance: new URL(c.req.url).pathname, requestId: c.get("requestId") };
  return sseResponse(c, toEvents(turn, at)) as never;
}

/** @throws DomainError when the reply broke off */
async function completeTurn(turn: OpenTurn): Promise<Turn> {
  const end = await endOf(turn.feed.follow());
  if (end.kind === "error") throw end.error;
  return {
    conversationId: turn.request.conversationId,
    userMessage: userMessageOf(turn),
    reply: end.reply,
    ...end.completion,
  };
}

async function endOf(news: AsyncIterable<ReplyNews>): Promise<ReplyEnd> {
  for await (const item of news) if (item.kind !== "text") return item;
  throw new Error("A reply's feed ended without an end");
}

/** The events of a reply. Each id is the number of code points of the reply sent with it. */
async function* toEvents(
  turn: OpenTurn,
  at: { instance: string; requestId: string },
): AsyncGenerator<SseEvent> {
  const { conversationId, userMessageId, replyId } = turn.request;
  const start = { conversationId, userMessageId, replyId, personality: turn.persona.id };
  yield { id: 0, event: "message.start", data: { ...start, stage: turn.stage, notices: [] } };
  let sent = 0;
  for await (const news of turn.feed.follow()) {
    if (news.kind === "text") {
      sent += [...news.text].length;
      yield { id: sent, event: "message.delta", data: { text: news.text } };
    } else if (news.kind === "done") {
      const data = { reply: news.reply, ...news.completion };
      yield { id: sent + 1, event: "message.done", data };
    } else {
      yield { id: sent, event: "error", data: toProblem(news.error, at) };
    }
  }
}

function userMessageOf({ request }: OpenTurn): Message {
  return {
    id: request.userMessageId,
    role: "user",
    content: request.content,
    status: "complete",
    personality: null,
    tokensUsed: null,
    createdAt: request.now.toISOString(),
    replyTo: null,
    emotion: null,
    model: null,
    source: null,
    variants: [],
  };
}
