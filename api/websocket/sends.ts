import type { SessionRef } from "#api/auth/access-token.ts";
import { toEvents } from "#api/conversations/turn-response.ts";
import type { TurnAnswer } from "#api/conversations/turn-answer.ts";
import { DomainError } from "#api/errors.ts";
import { maxSendsAtOnce } from "./limits.ts";
import { aboutOf, type About, type Outbox } from "./outbox.ts";
import type { SendFrame } from "./schemas.ts";
import type { Verbs } from "./verbs.ts";

interface Setting {
  verbs: Pick<Verbs, "send">;
  outbox: Outbox;
  /** Whether anybody is still there to be told. */
  isOpen: () => boolean;
  /** The failure that something thrown stands for. */
  toFailure: (error: unknown) => DomainError;
  /** A send has ended. */
  onEnd: () => void;
}

/**
 * The sends of one connection and their replies, beside each other. Invariants: the next event of a
 * reply is asked for when the one before has left, so that a slow reader has at most one event of
 * each reply waiting and later gets more of the text at once; what happens to one send is no matter
 * of another; a reply does not end because its reader has gone.
 */
export class Sends {
  readonly #setting: Setting;
  #underWay = 0;

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  /** How many have not been answered to the end. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Sends a message and tells its reply. Never rejects. */
  async run(session: SessionRef, frame: SendFrame, body: object): Promise<void> {
    const { outbox, toFailure, onEnd } = this.#setting;
    const told: Told = { id: 0, about: aboutOf(frame) };
    this.#underWay += 1;
    try {
      if (this.#underWay > maxSendsAtOnce) throw tooMany();
      const { ids, news } = await this.#setting.verbs.send(session, frame, body);
      told.about = { requestId: frame.requestId, ...ids };
      await this.#tellReply(news, told);
    } catch (error) {
      await outbox.fail(toFailure(error), told.about, told.id);
    } finally {
      this.#underWay -= 1;
      onEnd();
    }
  }

  async #tellReply(news: TurnAnswer["news"], told: Told): Promise<void> {
    const { outbox, isOpen } = this.#setting;
    const at = { instance: "/v1/ws", requestId: told.about.requestId! };
    for await (const event of toEvents(news, { at, afterCodePoints: 0 })) {
      if (!isOpen()) return;
      told.id = event.id;
      await outbox.tell(event, told.about);
    }
  }
}

/** How far a client has been told of a reply, and what is known of it. */
interface Told {
  id: number;
  about: About;
}

const tooMany = () =>
  new DomainError("rate-limited", {
    detail: `At most ${maxSendsAtOnce} replies run at once on one connection.`,
    retryAfterSeconds: 1,
  });
