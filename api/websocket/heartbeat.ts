import { pingEveryMs } from "./limits.ts";
import type { Socket } from "./socket.ts";

/** Finds out whether a peer is still there. Where the platform sees to that itself, it always is. */
export class Heartbeat {
  readonly #socket: Socket;
  #askedAtMs: number;
  #hasHeard = true;

  constructor(socket: Socket, nowMs: number) {
    this.#socket = socket;
    this.#askedAtMs = nowMs;
  }

  /** The peer has given a sign of life. */
  hear(): void {
    this.#hasHeard = true;
  }

  /** Asks when it is time to; gone is who has not been heard since the last time. */
  beat(nowMs: number): "alive" | "gone" {
    if (!this.#socket.answersPings || nowMs - this.#askedAtMs < pingEveryMs) return "alive";
    if (!this.#hasHeard) return "gone";
    this.#hasHeard = false;
    this.#askedAtMs = nowMs;
    this.#socket.ping();
    return "alive";
  }
}
