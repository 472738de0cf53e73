import type { Context } from "hono";

import type { AppEnv } from "#api/http/app-env.ts";
import { toProblem } from "#api/http/problem.ts";
import { sseResponse, type SseEvent } from "#api/http/sse.ts";
import { countCodePoints, type ReplyEnd, type ReplyNews } from "./reply-feed.ts";
import type { Notice, Turn } from "./schemas.ts";
import type { TurnAnswer } from "./turn-answer.ts";

/** Answers a send as its client asked for it: as a stream of events, or when the reply is complete. */
export async function respondWithTurn(c: Context<AppEnv>, answer: TurnAnswer) {
  const wantsEvents = /\btext\/event-stream\b/i.test(c.req.header("Accept") ?? "");
  if (!wantsEvents) return c.json(await completeTurn(answer), 200);
  return respondWithEvents(c, answer.news, 0);
}

/** Answers with the events of a reply, from after so many code points. */
export function respondWithEvents(
  c: Context<AppEnv>,
  news: AsyncIterable<ReplyNews>,
  afterCodePoints: number,
) {
  const at = { instance: new URL(c.req.url).pathname, requestId: c.get("requestId") };
  return sseResponse(c, toEvents(news, { at, afterCodePoints })) as never;
}

/** @throws DomainError when the reply broke off */
async function completeTurn({ ids, userMessage, news }: TurnAnswer): Promise<Turn> {
  const { end, notices } = await endOf(news);
  if (end.kind === "error") throw end.error;
  const { conversationId } = ids;
  const { reply, completion } = end;
  const all = [...notices, ...completion.notices];
  return { conversationId, userMessage, reply, ...completion, notices: all };
}

/** How a reply ended, and what was told with its beginning. */
async function endOf(
  news: AsyncIterable<ReplyNews>,
): Promise<{ end: ReplyEnd; notices: Notice[] }> {
  let notices: Notice[] = [];
  for await (const item of news) {
    if (item.kind === "start") ({ notices } = item.start);
    if (item.kind === "done" || item.kind === "error") return { end: item, notices };
  }
  throw new Error("The news of a reply ended without its end");
}

interface EventContext {
  at: { instance: string; requestId: string };
  afterCodePoints: number;
}

/** The events of a reply. Each id is the number of code points of the reply sent with it. */
export function toEvents(
  news: AsyncIterable<ReplyNews>,
  { at, afterCodePoints }: EventContext,
): AsyncIterableIterator<SseEvent, void> {
  const iterator = news[Symbol.asyncIterator]();
  let sent = afterCodePoints;
  // No generator: it would keep a reader that leaves until the next news.
  return {
    async next() {
      const { done, value } = await iterator.next();
      if (done) return { done, value: undefined };
      if (value.kind === "text") sent += countCodePoints(value.text);
      return { done: false, value: toEvent(value, sent, at) };
    },
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function toEvent(item: ReplyNews, sent: number, at: EventContext["at"]): SseEvent {
  switch (item.kind) {
    case "queued":
      return { id: 0, event: "message.queued", data: { position: item.position } };
    case "start":
      return { id: 0, event: "message.start", data: item.start };
    case "text":
      return { id: sent, event: "message.delta", data: { text: item.text } };
    case "done":
      return {
        id: countCodePoints(item.reply.content) + 1,
        event: "message.done",
        data: { reply: item.reply, ...item.completion },
      };
    case "error":
      return { id: sent, event: "error", data: toProblem(item.error, at) };
    default:
      return item satisfies never;
  }
}
