import type { Notice } from "#api/conversations/schemas.ts";
import type { DomainError } from "#api/errors.ts";
import { toFailure } from "#api/failure.ts";
import type { Log } from "#api/platform.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import type { UserRepository } from "#db/repositories/users.ts";
import { Connection } from "./connection.ts";
import { maxSockets, maxSocketsPerUser, sessionsEveryMs, tickEveryMs } from "./limits.ts";
import type { Socket } from "./socket.ts";
import type { Verbs } from "./verbs.ts";

interface Setting {
  users: Pick<UserRepository, "findLiveSessions">;
  now: () => Date;
  log: Log;
}

/** What a connection begins with. */
interface Opening {
  verbs: Verbs;
  requestId: string;
  /** The token of the handshake, if it came with one. */
  accessToken: string | undefined;
}

/**
 * The WebSockets of an instance. Invariants: one timer looks after all of them and runs only while
 * there are any; one query at a time asks for the sessions of all of them. At the edge each
 * connection has an instance of its own, so there the limits in number do not bind.
 */
export class Connections {
  readonly #setting: Setting;
  readonly #all = new Set<Connection>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #askedAtMs = 0;
  #isAsking = false;
  #isDraining = false;

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  /** Whether no more connections are taken. */
  isFull(): boolean {
    return this.#isDraining || this.#all.size >= maxSockets;
  }

  /** Begins a connection on a socket that has just been opened. */
  open(socket: Socket, { verbs, requestId, accessToken }: Opening): Connection {
    const { now, log } = this.#setting;
    const connection = new Connection(socket, {
      verbs,
      requestId,
      now,
      mayHaveOneMore: (userId) => this.#of(userId).length < maxSocketsPerUser,
      toFailure: (error) => logged(log, requestId, toFailure(error)),
      onEnd: () => this.#end(connection),
    });
    this.#all.add(connection);
    this.#timer ??= setInterval(() => this.#look(), tickEveryMs);
    if (accessToken !== undefined) connection.authenticate(accessToken);
    if (this.#isDraining) connection.drain();
    return connection;
  }

  /** Tells a user something on every connection they have here. */
  notify(userId: string, notice: Notice): void {
    for (const connection of this.#of(userId)) connection.notify(notice);
  }

  /** Closes the connections of sessions that have ended just now. */
  endSessions(userId: string, hasEnded: (sessionId: string) => boolean): void {
    for (const connection of this.#of(userId)) {
      const { session } = connection;
      if (session && hasEnded(session.sessionId)) connection.close("session", "session-ended");
    }
  }

  /** Takes no more, and closes each as soon as its replies are told. */
  drain(): void {
    this.#isDraining = true;
    for (const connection of this.#all) connection.drain();
  }

  #of(userId: string): Connection[] {
    return [...this.#all].filter((connection) => connection.session?.userId === userId);
  }

  #end(connection: Connection): void {
    this.#all.delete(connection);
    if (this.#all.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    for (const connection of this.#all) connection.tick();
    const nowMs = this.#setting.now().getTime();
    if (nowMs - this.#askedAtMs >= sessionsEveryMs && !this.#isAsking) void this.#closeEnded(nowMs);
  }

  async #closeEnded(nowMs: number): Promise<void> {
    const asked = new Map([...this.#all].map((connection) => [connection, connection.session]));
    const ids = new Set([...asked.values()].flatMap((session) => session?.sessionId ?? []));
    if (ids.size === 0) return;
    this.#askedAtMs = nowMs;
    this.#isAsking = true;
    try {
      const live = await this.#setting.users.findLiveSessions([...ids]);
      for (const [connection, session] of asked) {
        const isSame = session !== undefined && connection.session === session;
        if (isSame && !live.has(session.sessionId)) connection.close("session", "session-ended");
      }
    } catch (error) {
      this.#setting.log.warning("sessions not looked up", { error: describeFailure(error) });
    } finally {
      this.#isAsking = false;
    }
  }
}

function logged(log: Log, requestId: string, failure: DomainError): DomainError {
  const { code, cause } = failure;
  if (code === "internal" || code === "database-unavailable") {
    log.error("frame failed", { requestId, code, error: describeFailure(cause) });
  }
  return failure;
}
