import type { Identity } from "#api/auth/access-token.ts";
import { DomainError } from "#api/errors.ts";
import type { Notice } from "#api/conversations/schemas.ts";
import { closeCodes, closeForFailure } from "./close-codes.ts";
import { authWithinMs, maxFrameBytes, maxFramesWaiting, maxMalformedInRow } from "./limits.ts";
import { Heartbeat } from "./heartbeat.ts";
import { aboutOf, Outbox } from "./outbox.ts";
import { readFrame } from "./read-frame.ts";
import type { ClientFrame } from "./schemas.ts";
import { Sends } from "./sends.ts";
import type { Socket, SocketListener } from "./socket.ts";
import type { Verbs } from "./verbs.ts";

interface Setting {
  verbs: Verbs;
  /** The id of the request that became this connection. */
  requestId: string;
  now: () => Date;
  /** Whether the user may have this connection besides those they have. */
  mayHaveOneMore: (userId: string) => boolean;
  /** The failure that something thrown stands for; what nobody foresaw is logged. */
  toFailure: (error: unknown) => DomainError;
  /** The connection has come to its end. */
  onEnd: () => void;
}

/**
 * One WebSocket from its opening to its end. Invariants: before a token is accepted, nothing but
 * `auth` and `ping` is done; it speaks for one user, and no longer than its token and its session
 * last; frames are taken up one after another, so that an `auth` counts for what follows it, and no
 * more than a few wait; only replies run beside the frames and each other; once it is closed,
 * nothing more is taken up or told, and what was begun goes on without it.
 */
export class Connection implements SocketListener {
  readonly #socket: Socket;
  readonly #setting: Setting;
  readonly #outbox: Outbox;
  readonly #sends: Sends;
  readonly #heartbeat: Heartbeat;
  readonly #openedAtMs: number;
  #identity: Identity | undefined;
  #inbox: Promise<void> = Promise.resolve();
  #framesWaiting = 0;
  #malformedInRow = 0;
  #isClosed = false;
  #isDraining = false;

  constructor(socket: Socket, setting: Setting) {
    const { verbs, toFailure, now } = setting;
    this.#socket = socket;
    this.#setting = setting;
    this.#outbox = new Outbox(socket, setting);
    this.#sends = new Sends({
      verbs,
      outbox: this.#outbox,
      isOpen: () => !this.#isClosed,
      toFailure,
      onEnd: () => this.#closeWhenDrained(),
    });
    this.#openedAtMs = now().getTime();
    this.#heartbeat = new Heartbeat(socket, this.#openedAtMs);
  }

  /** The session it speaks for, once it has shown a token. */
  get session(): Identity["session"] | undefined {
    return this.#identity?.session;
  }

  onText(text: string): void {
    if (this.#isClosed) return;
    this.#heartbeat.hear();
    if (isLongerThan(text, maxFrameBytes)) return this.close("tooLarge", "too-large");
    if (this.#framesWaiting >= maxFramesWaiting) return this.close("policy", "rate-limited");
    if (this.#outbox.isFull()) return this.close("later", "too-slow");
    this.#enqueue(() => this.#take(text));
  }

  onBinary(): void {
    this.close("unsupported", "text-only");
  }

  onPong(): void {
    this.#heartbeat.hear();
  }

  onClose(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#setting.onEnd();
  }

  /** Shows a token, as an `auth` frame does. */
  authenticate(accessToken: string): void {
    this.#enqueue(() => this.#authenticate(accessToken));
  }

  /** Tells the user something that belongs to no reply. */
  notify(notice: Notice): void {
    void this.#outbox.tell({ event: "notice", id: 0, data: notice });
  }

  /** Ends the connection; the reason is for developers. */
  close(why: keyof typeof closeCodes, reason: string): void {
    if (this.#isClosed) return;
    this.#socket.close(closeCodes[why], reason);
    this.onClose();
  }

  /** Takes no more sends, and closes when those under way are answered. */
  drain(): void {
    this.#isDraining = true;
    this.#closeWhenDrained();
  }

  /** Looks at the clock: for a token that is missing or expired, and a peer that is slow or gone. */
  tick(): void {
    const nowMs = this.#setting.now().getTime();
    const isLate = nowMs - this.#openedAtMs >= authWithinMs;
    if (this.#isExpired()) return this.close("token", "token-expired");
    if (this.#identity === undefined && isLate) return this.close("token", "token-missing");
    if (this.#outbox.isStalled()) return this.close("later", "too-slow");
    if (this.#heartbeat.beat(nowMs) === "alive") return;
    this.#socket.drop();
    this.onClose();
  }

  #enqueue(work: () => Promise<void>): void {
    this.#framesWaiting += 1;
    this.#inbox = this.#afterwards(this.#inbox, work);
  }

  async #afterwards(before: Promise<void>, work: () => Promise<void>): Promise<void> {
    await before;
    if (!this.#isClosed) await work();
    this.#framesWaiting -= 1;
  }

  async #take(text: string): Promise<void> {
    const read = readFrame(text);
    if ("failure" in read) return this.#refuse(read.failure, read.requestId);
    this.#malformedInRow = 0;
    try {
      await this.#handle(read.frame, read.body);
    } catch (error) {
      void this.#outbox.fail(this.#setting.toFailure(error), aboutOf(read.frame));
    }
  }

  async #handle(frame: ClientFrame, body: object): Promise<void> {
    if (frame.type === "auth") return this.#authenticate(frame.accessToken);
    if (frame.type === "ping") return void this.#outbox.tell({ event: "pong", id: 0, data: {} });
    const { session } = this;
    if (session === undefined) throw new DomainError("token-missing");
    if (this.#isExpired()) return this.close("token", "token-expired");
    const { verbs } = this.#setting;
    switch (frame.type) {
      case "message.send":
        if (this.#isDraining) throw restarting();
        void this.#sends.run(session, frame, body);
        return;
      case "message.cancel":
        return verbs.cancel(session, frame.replyId);
      case "typing":
        return verbs.typing(session, frame.conversationId);
      default:
        frame satisfies never;
    }
  }

  /**
   * A token that is not accepted ends the connection even while another still counts: whoever sends
   * one means to go on as its user, and must not be taken for the one before.
   */
  async #authenticate(accessToken: string): Promise<void> {
    try {
      const identity = await this.#setting.verbs.identify(accessToken);
      const { userId } = identity.session;
      const before = this.session?.userId;
      if (before !== undefined && before !== userId) return this.close("session", "other-user");
      if (before === undefined && !this.#setting.mayHaveOneMore(userId)) {
        return this.close("later", "rate-limited");
      }
      this.#identity = identity;
    } catch (error) {
      const { code } = this.#setting.toFailure(error);
      this.close(closeForFailure(code), code);
    }
  }

  #refuse(failure: DomainError, requestId: string | undefined): void {
    this.#malformedInRow += 1;
    void this.#outbox.fail(failure, { requestId });
    if (this.#malformedInRow >= maxMalformedInRow) this.close("policy", failure.code);
  }

  #isExpired(): boolean {
    return this.#identity !== undefined && this.#identity.expiresAt <= this.#setting.now();
  }

  #closeWhenDrained(): void {
    if (this.#isDraining && this.#sends.underWay === 0) this.close("restart", "restart");
  }
}

function isLongerThan(text: string, bytes: number): boolean {
  return text.length > bytes || new TextEncoder().encode(text).length > bytes;
}

const restarting = () =>
  new DomainError("inference-unavailable", {
    detail: "The server is restarting: connect again and repeat this.",
    retryAfterSeconds: 1,
  });
