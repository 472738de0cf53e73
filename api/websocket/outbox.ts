import type { DomainError } from "#api/errors.ts";
import { toProblem } from "#api/http/problem.ts";
import type { SseEvent } from "#api/http/sse.ts";
import { drainWithinMs, maxBufferedBytes } from "./limits.ts";
import type { ClientFrame, ServerFrame } from "./schemas.ts";
import type { Socket } from "./socket.ts";

/** What an event is about, as far as that is known. */
export interface About {
  requestId?: string | undefined;
  conversationId?: string | undefined;
  replyId?: string | undefined;
}

interface Setting {
  /** The id of the request that became the connection: for problems of no other. */
  requestId: string;
  now: () => Date;
}

/**
 * What a connection tells its client. Invariant: `#waitingSince` has the time of each event that
 * has been handed over and has not left, oldest first; events leave in the order they came.
 */
export class Outbox {
  readonly #socket: Socket;
  readonly #setting: Setting;
  readonly #waitingSince: number[] = [];

  constructor(socket: Socket, setting: Setting) {
    this.#socket = socket;
    this.#setting = setting;
  }

  /** Tells an event. Resolves when it has left: who has more to tell waits for that. */
  async tell({ event, id, data }: SseEvent, about: About = {}): Promise<void> {
    const { requestId, conversationId = null, replyId = null } = about;
    const named = requestId === undefined ? {} : { requestId };
    const frame = { event, id, ...named, conversationId, replyId, data } as ServerFrame;
    this.#waitingSince.push(this.#setting.now().getTime());
    await this.#socket.send(JSON.stringify(frame));
    this.#waitingSince.shift();
  }

  /** Tells what went wrong; `id` is how much of the reply the client has. */
  async fail(error: DomainError, about: About, id = 0): Promise<void> {
    const { turn } = error;
    const requestId = about.requestId ?? this.#setting.requestId;
    const data = toProblem(error, { instance: "/v1/ws", requestId });
    await this.tell({ event: "error", id, data }, { ...about, ...turn });
  }

  /** Whether the client sends while it does not read, so that nothing more may be added. */
  isFull(): boolean {
    return this.#socket.bufferedBytes() > maxBufferedBytes;
  }

  /** Whether something has waited for too long for a reader that does not read. */
  isStalled(): boolean {
    const [oldest] = this.#waitingSince;
    return oldest !== undefined && this.#setting.now().getTime() - oldest >= drainWithinMs;
  }
}

/** What a frame names, for its failure to name too. */
export function aboutOf(frame: ClientFrame): About {
  const { requestId, conversationId, replyId } = frame as About;
  return { requestId, conversationId, replyId };
}
