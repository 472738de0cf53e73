import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import type { Script } from "./fake-inference.ts";

/** A completion that the fake goes on with, and keeps, whoever listens. */
export class KeptCompletion {
  #text = "";
  #pieces = 0;
  #position: number | undefined;
  #ended: "stop" | "deleted" | "failed" | undefined;
  #wake = Promise.withResolvers<void>();

  /** Says the script's pieces; ends as it says, except that a broken connection is each reader's own. */
  async play({ pieces, hold, paceMs, end, queue = [] }: Script): Promise<void> {
    for (const { position, until } of queue) {
      this.#position = position;
      this.#announce();
      await until;
    }
    this.#position = undefined;
    this.#announce();
    for (const [index, piece] of pieces.entries()) {
      if (this.#ended !== undefined) return;
      this.#text += piece;
      this.#pieces += 1;
      this.#announce();
      if (index === 0) await hold;
      if (paceMs !== undefined) await sleep(paceMs);
    }
    if (end === undefined) this.end("stop");
    else if (end !== "silence") this.end("failed");
  }

  end(how: "stop" | "deleted" | "failed"): void {
    this.#ended ??= how;
    this.#announce();
  }

  /** Whether it has come to its own end. */
  get isComplete(): boolean {
    return this.#ended === "stop";
  }

  /** Streams it from after so many code points. */
  async sendTo(response: ServerResponse, after: number): Promise<void> {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    const base = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "ours" };
    const chunk = (delta: object, finish_reason: string | null = null) =>
      response.write(
        `data: ${JSON.stringify({ ...base, choices: [{ index: 0, delta, finish_reason }] })}\n\n`,
      );
    while (this.#position !== undefined && this.#ended === undefined) {
      const changed = this.#wake.promise;
      const place = { ...base, choices: [], x_sarah: { queue_position: this.#position } };
      response.write(`data: ${JSON.stringify(place)}\n\n`);
      await changed;
    }
    chunk({ role: "assistant", content: "" });
    let sent = after;
    for (;;) {
      const changed = this.#wake.promise;
      const rest = [...this.#text].slice(sent).join("");
      sent += [...rest].length;
      if (rest !== "") chunk({ content: rest });
      if (this.#ended !== undefined) break;
      await changed;
    }
    if (this.#ended !== "stop") {
      response.end(`data: ${JSON.stringify({ error: { message: this.#ended } })}\n\n`);
      return;
    }
    chunk({}, "stop");
    const count = this.#pieces;
    const usage = { prompt_tokens: 7, completion_tokens: count, total_tokens: 7 + count };
    response.write(`data: ${JSON.stringify({ ...base, choices: [], usage })}\n\n`);
    response.end("data: [DONE]\n\n");
  }

  #announce() {
    const waiting = this.#wake;
    this.#wake = Promise.withResolvers();
    waiting.resolve();
  }
}
