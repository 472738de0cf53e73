import { randomUUID } from "node:crypto";

import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";

import type { DatabaseClient } from "#db/clients/database.ts";
import { conversations, idempotencyKeys, messages } from "#db/schema/conversations.ts";
import { sessions, users } from "#db/schema/users.ts";
import { describeDatabases } from "#db/testing/describe-databases.ts";
import { windowMessages } from "./turn-reading.ts";
import { leaseMs } from "./lease-statements.ts";
import { idempotencyMs } from "./turn-statements.ts";
import { createTurnRepository } from "./turns.ts";
import type { ReplyOutcome, ReplyProgress, TurnRequest } from "./turn.ts";
import { createTurnUpkeep } from "./turn-upkeep.ts";
import { createUserRepository } from "./users.ts";

type Client = Pick<DatabaseClient, "db">;

const start = new Date("2026-01-31T10:00:00.000Z");
const later = (ms: number) => new Date(start.getTime() + ms);

/** Stores an account with a session. */
async function addUser({ db }: Client, profile: object = {}) {
  const [userId, sessionId] = [randomUUID(), randomUUID()];
  const name = `u${userId.slice(0, 8)}`;
  await createUserRepository(db).createAccount(
    {
      user: {
        id: userId,
        email: `${name}@example.org`,
        username: name,
        passwordHash: "x",
        isActive: true,
        createdAt: start,
      },
      profile: {
        userId,
        name: null,
        gender: null,
        age: null,
        ageRecordedOn: null,
        birthDate: null,
        minorAge: null,
        minorAgeRecordedOn: null,
        location: null,
        country: null,
        language: "auto",
        timezone: null,
        preferences: {},
        relationshipScore: 0,
        updatedAt: start,
        ...profile,
      },
    },
    {
      id: sessionId,
      userId,
      userAgent: null,
      createdAt: start,
      refreshTokenHash: randomUUID(),
      refreshExpiresAt: later(1000),
    },
  );
  return { userId, sessionId };
}

type User = Awaited<ReturnType<typeof addUser>>;

/** A turn that opens a conversation of its own. */
const turnOf = (user: User, more: Partial<TurnRequest> = {}): TurnRequest => ({
  ...user,
  conversationId: randomUUID(),
  opensConversation: true,
  target: undefined,
  idempotency: undefined,
  title: "A title",
  userMessageId: randomUUID(),
  replyId: randomUUID(),
  content: "Hello",
  emotion: null,
  indexed: null,
  isUrgent: false,
  leaseOwner: randomUUID(),
  quota: undefined,
  now: start,
  ...more,
});

/** The next turn of the same conversation. */
const after = (turn: TurnRequest, more: Partial<TurnRequest> = {}): TurnRequest => ({
  ...turn,
  opensConversation: false,
  userMessageId: randomUUID(),
  replyId: randomUUID(),
  ...more,
});

const opening = { stage: "stranger", notices: [] };

const progressOf = (turn: TurnRequest, more: Partial<ReplyProgress> = {}): ReplyProgress => ({
  replyId: turn.replyId,
  leaseOwner: turn.leaseOwner,
  content: "",
  personality: "sarah",
  opening,
  now: start,
  ...more,
});

const outcomeOf = (turn: TurnRequest, more: Partial<ReplyOutcome> = {}): ReplyOutcome => ({
  ...progressOf(turn, { content: "Hello yourself" }),
  status: "complete",
  tokensUsed: 3,
  model: "nano",
  completion: { notices: [] },
  errorCode: null,
  userId: turn.userId,
  source: "model",
  events: [],
  learned: [],
  indexed: null,
  forgotten: [],
  conversationPersonality: null,
  minorAge: null,
  note: null,
  promptTokens: null,
  ...more,
});

const rowsOf = ({ db }: Client, { conversationId }: TurnRequest) =>
  db
    .select()
    .from(messages)
    .where(eq(messages.conversationId, conversationId))
    .orderBy(asc(messages.sequence));

const conversationOf = async ({ db }: Client, { conversationId }: TurnRequest) => {
  const [row] = await db.select().from(conversations).where(eq(conversations.id, conversationId));
  return row;
};

describeDatabases("turns", (open) => {
  const setUp = async (profile: object = {}) => {
    const client = open();
    const user = await addUser(client, profile);
    const [turns, upkeep] = [createTurnRepository(client.db), createTurnUpkeep(client.db)];
    return { client, user, turns, upkeep };
  };

  describe("opening", () => {
    test("stores the message and a pending reply with its lease, in a conversation of its own", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      expect(await turns.open(turn)).toMatchObject({
        turn: {
          conversationId: turn.conversationId,
          personality: null,
          userMessageId: turn.userMessageId,
          replyId: turn.replyId,
          content: "Hello",
          askedAt: start,
          repliedAt: start,
          replyText: "",
          attempt: 1,
        },
        session: "live",
        known: null,
        standing: null,
        target: null,
        window: [],
      });
      expect(await conversationOf(client, turn)).toMatchObject({
        userId: user.userId,
        title: "A title",
        lastSequence: 2,
        startedAt: start,
        lastMessageAt: start,
        isActive: true,
      });
      expect(await rowsOf(client, turn)).toMatchObject([
        {
          id: turn.userMessageId,
          role: "user",
          sequence: 1,
          content: "Hello",
          status: "complete",
          replyTo: null,
          leaseOwner: null,
        },
        {
          id: turn.replyId,
          role: "assistant",
          sequence: 2,
          content: "",
          status: "pending",
          replyTo: turn.userMessageId,
          leaseOwner: turn.leaseOwner,
          leaseUntil: later(leaseMs),
        },
      ]);
    });

    test("reads of the profile what bears on a reply", async () => {
      const profile = {
        name: "Lena",
        gender: "female",
        location: "Porto",
        language: "pt",
        preferences: { memory: false },
        country: "PT",
        age: 30,
        ageRecordedOn: "2026-01-01",
        birthDate: null,
        minorAge: null,
        minorAgeRecordedOn: null,
      };
      const { user, turns } = await setUp({ ...profile, timezone: "Europe/Lisbon" });
      const nothing = { relationship: null, facts: [] };
      expect((await turns.open(turnOf(user)))?.profile).toEqual({ ...profile, ...nothing });
    });

    test("goes on in a conversation, names it only when it has no title, and moves it up", async () => {
      const { client, user, turns } = await setUp();
      const first = turnOf(user);
      await turns.open(first);
      await turns.close(outcomeOf(first));
      const second = after(first, { title: "Another", now: later(1000) });
      const { turn } = (await turns.open(second))!;
      expect(turn).toMatchObject({ replyId: second.replyId, askedAt: later(1000) });
      expect(await conversationOf(client, first)).toMatchObject({
        title: "A title",
        lastSequence: 4,
        startedAt: start,
        lastMessageAt: later(1000),
      });
      expect((await rowsOf(client, first)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    });

    test("reads the last messages in order, without replies that have no word", async () => {
      const { user, turns } = await setUp();
      let turn = turnOf(user, { content: "message 0" });
      for (let i = 1; i <= windowMessages; i += 1) {
        await turns.open(turn);
        const failed = { status: "failed" as const, content: "" };
        await turns.close(outcomeOf(turn, i % 2 ? { content: `reply ${i}` } : failed));
        turn = after(turn, { content: `message ${i}` });
      }
      const { window } = (await turns.open(turn))!;
      expect(window.slice(-3)).toMatchObject([
        { role: "user", content: "message 8" },
        { role: "assistant", content: "reply 9" },
        { role: "user", content: "message 9" },
      ]);
      expect(window).toHaveLength(windowMessages);
    });

    test("reads with each message what went into the prompt with it, until it is edited", async () => {
      const { user, turns } = await setUp();
      const first = turnOf(user);
      await turns.open(first);
      await turns.close(outcomeOf(first, { note: "(Tone: sad)", promptTokens: 90 }));
      const again = after(first, { target: { kind: "regenerate", replyId: first.replyId } });
      expect((await turns.open(again))!.turn).toMatchObject({
        userSequence: 1,
        note: "(Tone: sad)",
      });
      await turns.close(outcomeOf(again, { promptTokens: 91 }));
      const next = after(first);
      expect((await turns.open(next))!.window).toMatchObject([
        { sequence: 1, note: "(Tone: sad)", promptTokens: null },
        { sequence: 3, note: null, promptTokens: 91, tokensUsed: 3 },
      ]);
      await turns.close(outcomeOf(next, { note: "(Tone: happy)" }));
      const edit = after(next, { target: { kind: "edit", userMessageId: next.userMessageId } });
      expect((await turns.open(edit))!.turn).toMatchObject({ userSequence: 4, note: null });
    });

    test("says what stands in the way, and stores nothing", async () => {
      const { client, user, turns } = await setUp();
      const other = await addUser(client);
      const theirs = turnOf(other);
      await turns.open(theirs);
      await turns.close(outcomeOf(theirs));
      const mine = turnOf(user);
      await turns.open(mine);
      const { conversationId } = theirs;
      const refusals = [
        [
          after(mine),
          { standing: { replyId: mine.replyId, leaseExpired: false }, conversation: "active" },
        ],
        [after(mine, { now: later(leaseMs + 1) }), { standing: { leaseExpired: true } }],
        [
          turnOf(user, { conversationId, opensConversation: false }),
          { conversation: "missing", standing: null, window: [] },
        ],
        [turnOf(user, { opensConversation: false }), { conversation: "missing" }],
        [turnOf(user, { sessionId: other.sessionId }), { session: "ended" }],
      ] as const;
      for (const [turn, expected] of refusals) {
        expect(await turns.open(turn)).toMatchObject({ turn: undefined, ...expected });
      }
      expect(await rowsOf(client, mine)).toHaveLength(2);
      expect(await rowsOf(client, theirs)).toHaveLength(2);
    });

    test("asks whether session and account still live", async () => {
      const { client, user, turns } = await setUp();
      const { db } = client;
      await db.update(sessions).set({ endedAt: start }).where(eq(sessions.id, user.sessionId));
      expect(await turns.open(turnOf(user))).toMatchObject({ turn: undefined, session: "ended" });
      await db.update(sessions).set({ endedAt: null }).where(eq(sessions.id, user.sessionId));
      await db.update(users).set({ isActive: false }).where(eq(users.id, user.userId));
      expect(await turns.open(turnOf(user))).toMatchObject({
        turn: undefined,
        session: "deactivated",
      });
      await db.delete(users).where(eq(users.id, user.userId));
      expect(await turns.open(turnOf(user))).toBeUndefined();
    });

    test("refuses an inactive conversation", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      await turns.close(outcomeOf(turn));
      await client.db
        .update(conversations)
        .set({ isActive: false })
        .where(eq(conversations.id, turn.conversationId));
      const refused = await turns.open(after(turn));
      expect(refused).toMatchObject({ turn: undefined, conversation: "inactive" });
      expect(await rowsOf(client, turn)).toHaveLength(2);
    });

    test("lets one of many at once in, and tells the others of its reply", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      await turns.close(outcomeOf(turn));
      const another = createTurnRepository((await client.openAnother()).db);
      const openings = await Promise.all(
        Array.from({ length: 10 }, (_, i) => (i % 2 ? turns : another).open(after(turn))),
      );
      const opened = openings.flatMap((candidate) => candidate?.turn ?? []);
      expect(opened).toHaveLength(1);
      const standing = { replyId: opened[0]!.replyId, leaseExpired: false };
      for (const refused of openings.filter((candidate) => !candidate?.turn)) {
        expect(refused?.standing).toEqual(standing);
      }
      expect(await rowsOf(client, turn)).toHaveLength(4);
    });
  });

  describe("the holder of the lease", () => {
    test("keeps it and the text so far by renewing", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      const progress = progressOf(turn, { content: "Hel", now: later(5000) });
      expect(await turns.renew(progress)).toEqual({ held: true, cancelRequested: false });
      expect((await rowsOf(client, turn))[1]).toMatchObject({
        status: "streaming",
        content: "Hel",
        personality: "sarah",
        opening,
        leaseUntil: later(5000 + leaseMs),
      });
    });

    test("hears that somebody wants the reply cancelled", async () => {
      const { user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      expect(await turns.requestCancel(turn.replyId, start)).toBe(true);
      const heard = { held: true, cancelRequested: true };
      expect(await turns.renew(progressOf(turn))).toEqual(heard);
      await turns.close(outcomeOf(turn, { status: "cancelled" }));
      expect(await turns.requestCancel(turn.replyId, start)).toBe(false);
    });

    test("stays pending until there is a word", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      await turns.renew(progressOf(turn, { now: later(2000) }));
      expect((await rowsOf(client, turn))[1]).toMatchObject({
        status: "pending",
        leaseUntil: later(2000 + leaseMs),
      });
    });

    test("writes the end once, which lets the lease go", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      expect(await turns.close(outcomeOf(turn, { now: later(2000) }))).toEqual([]);
      const [, reply] = await rowsOf(client, turn);
      expect(reply).toMatchObject({
        status: "complete",
        content: "Hello yourself",
        personality: "sarah",
        tokensUsed: 3,
        model: "nano",
        opening,
        completion: { notices: [] },
        errorCode: null,
        leaseOwner: null,
        leaseUntil: null,
      });
      expect(await conversationOf(client, turn)).toMatchObject({ lastMessageAt: later(2000) });
      expect(await turns.close(outcomeOf(turn, { content: "again" }))).toBeUndefined();
      expect((await rowsOf(client, turn))[1]).toEqual(reply);
    });

    test("alone writes: who has lost it changes nothing", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      const before = await rowsOf(client, turn);
      const stranger = { leaseOwner: randomUUID() };
      const progress = progressOf(turn, { ...stranger, content: "Mine", now: later(1) });
      expect(await turns.renew(progress)).toEqual({ held: false, cancelRequested: false });
      expect(await turns.close(outcomeOf(turn, stranger))).toBeUndefined();
      expect(await rowsOf(client, turn)).toEqual(before);
      expect(await conversationOf(client, turn)).toMatchObject({ lastMessageAt: start });
    });

    test("is nobody once the conversation is gone", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      await client.db.delete(conversations).where(eq(conversations.id, turn.conversationId));
      expect((await turns.renew(progressOf(turn, { content: "x" }))).held).toBe(false);
      expect(await turns.close(outcomeOf(turn))).toBeUndefined();
    });
  });

  describe("a reply whose writer is gone", () => {
    const heir = randomUUID();
    const expired = later(leaseMs + 1);

    test("is taken over with all that ending it needs, once its lease has run out", async () => {
      const { client, user, turns, upkeep } = await setUp();
      await upkeep.adoptExpired(heir, later(leaseMs * 10), { limit: 100 });
      const [silent, half, held] = [turnOf(user), turnOf(user), turnOf(user)];
      for (const turn of [silent, half, held]) await turns.open(turn);
      await turns.renew(progressOf(half, { content: "Hal" }));
      await turns.requestCancel(half.replyId, start);
      await turns.renew(progressOf(held, { now: later(10_000) }));
      expect(await upkeep.adoptExpired(heir, later(leaseMs), { limit: 10 })).toEqual([]);
      const adopted = await upkeep.adoptExpired(heir, expired, { limit: 10 });
      const profile = expect.objectContaining({ name: null, relationship: null });
      const who = { userId: user.userId, profile };
      const common = { ...who, attempt: 1, repliedAt: start, source: "model" };
      const idsOf = ({ conversationId, userMessageId, replyId }: TurnRequest) => ({
        conversationId,
        userMessageId,
        replyId,
      });
      expect(adopted).toHaveLength(2);
      expect(adopted).toEqual(
        expect.arrayContaining([
          {
            ...common,
            ...idsOf(silent),
            content: "",
            personality: null,
            opening: null,
            cancelRequested: false,
          },
          {
            ...common,
            ...idsOf(half),
            content: "Hal",
            personality: "sarah",
            opening,
            cancelRequested: true,
          },
        ]),
      );
      expect((await rowsOf(client, half))[1]).toMatchObject({
        status: "streaming",
        leaseOwner: heir,
        leaseUntil: later(leaseMs * 2 + 1),
      });
      expect((await rowsOf(client, held))[1]).toMatchObject({ leaseOwner: held.leaseOwner });
      expect(await upkeep.adoptExpired(heir, expired, { limit: 10 })).toEqual([]);
    });

    test("is ended by its heir, and then the next message goes through", async () => {
      const { client, user, turns, upkeep } = await setUp();
      const [one, other] = [turnOf(user), turnOf(user)];
      for (const turn of [one, other]) await turns.open(turn);
      const { replyId } = one;
      const adopted = await upkeep.adoptExpired(heir, expired, { replyId, limit: 1 });
      expect(adopted).toMatchObject([{ replyId }]);
      const failed = { status: "failed" as const, content: "", errorCode: "inference-unavailable" };
      const outcome = outcomeOf(one, { ...failed, leaseOwner: heir, completion: null });
      expect(await turns.close(outcome)).toEqual([]);
      expect((await rowsOf(client, one))[1]).toMatchObject({ ...failed, leaseOwner: null });
      const next = after(one, { now: expired });
      expect((await turns.open(next))!.turn).toMatchObject({ replyId: next.replyId });
      const blocked = await turns.open(after(other, { now: expired }));
      expect(blocked).toMatchObject({ turn: undefined, standing: { leaseExpired: true } });
    });

    test("leaves its late writer nothing to write", async () => {
      const { client, user, turns, upkeep } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      await upkeep.adoptExpired(heir, expired, { replyId: turn.replyId, limit: 1 });
      const before = await rowsOf(client, turn);
      expect((await turns.renew(progressOf(turn, { content: "x" }))).held).toBe(false);
      expect(await turns.close(outcomeOf(turn))).toBeUndefined();
      expect(await rowsOf(client, turn)).toEqual(before);
    });

    test("has one heir, however many come at once", async () => {
      const { client, user, turns, upkeep } = await setUp();
      const [first, second] = [turnOf(user), turnOf(user)];
      for (const turn of [first, second]) await turns.open(turn);
      const another = createTurnUpkeep((await client.openAnother()).db);
      const adoptions = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          (i % 2 ? upkeep : another).adoptExpired(randomUUID(), expired, {
            replyId: first.replyId,
            limit: 1,
          }),
        ),
      );
      expect(adoptions.flat().map(({ replyId }) => replyId)).toEqual([first.replyId]);
    });

    test("is free at once where nobody else can be using the database", async () => {
      const { user, turns, upkeep } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      await upkeep.expireLeases(start);
      const { replyId } = turn;
      expect(await upkeep.adoptExpired(heir, start, { replyId, limit: 1 })).toHaveLength(1);
    });
  });

  describe("an Idempotency-Key", () => {
    const idempotency = { key: "key", fingerprint: "f".repeat(64) };

    test("stands for the reply it came with, and opens nothing a second time", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user, { idempotency });
      await turns.open(turn);
      const known = { fingerprint: idempotency.fingerprint, replyId: turn.replyId };
      const again = turnOf(user, { idempotency, content: "Something else" });
      expect(await turns.open(again)).toMatchObject({ turn: undefined, known });
      expect(await rowsOf(client, again)).toEqual([]);
    });

    test("is one user's own", async () => {
      const { client, user, turns } = await setUp();
      const other = await addUser(client);
      await turns.open(turnOf(user, { idempotency }));
      const theirs = turnOf(other, { idempotency });
      expect((await turns.open(theirs))!.turn).toMatchObject({ replyId: theirs.replyId });
    });

    test("opens one turn when many come at once, and tells the others of its reply", async () => {
      const { client, user, turns } = await setUp();
      const another = createTurnRepository((await client.openAnother()).db);
      const openings = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          (i % 2 ? turns : another).open(turnOf(user, { idempotency })),
        ),
      );
      const opened = openings.flatMap((candidate) => candidate?.turn ?? []);
      expect(opened).toHaveLength(1);
      for (const refused of openings.filter((candidate) => !candidate?.turn)) {
        expect(refused?.known?.replyId).toBe(opened[0]!.replyId);
      }
    });

    test("is forgotten after its day, and can then be of another turn", async () => {
      const { client, user, turns, upkeep } = await setUp();
      await turns.open(turnOf(user, { idempotency }));
      const late = turnOf(user, { idempotency, now: later(idempotencyMs) });
      expect((await turns.open(late))!.turn).toMatchObject({ replyId: late.replyId });
      await upkeep.dropExpiredKeys(later(idempotencyMs * 2 - 1));
      const keysLeft = () =>
        client.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.userId, user.userId));
      expect(await keysLeft()).toMatchObject([{ replyId: late.replyId }]);
      await upkeep.dropExpiredKeys(later(idempotencyMs * 2));
      expect(await keysLeft()).toEqual([]);
    });

    test("is not taken by a turn that does not open", async () => {
      const { user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      const refused = await turns.open(after(turn, { idempotency }));
      expect(refused).toMatchObject({ turn: undefined, known: null });
      await turns.close(outcomeOf(turn));
      const next = after(turn, { idempotency });
      expect((await turns.open(next))!.turn).toMatchObject({ replyId: next.replyId });
    });
  });
});
