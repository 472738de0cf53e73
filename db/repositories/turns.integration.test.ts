import { randomUUID } from "node:crypto";

import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";

import type { DatabaseClient } from "#db/clients/database.ts";
import { conversations, messages } from "#db/schema/conversations.ts";
import { sessions, users } from "#db/schema/users.ts";
import { describeDatabases } from "#db/testing/describe-databases.ts";
import { leaseMs, windowMessages } from "./turn-statements.ts";
import { createTurnRepository, type ReplyOutcome, type TurnRequest } from "./turns.ts";
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
  title: "A title",
  userMessageId: randomUUID(),
  replyId: randomUUID(),
  content: "Hello",
  leaseOwner: randomUUID(),
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

const outcomeOf = (turn: TurnRequest, more: Partial<ReplyOutcome> = {}): ReplyOutcome => ({
  replyId: turn.replyId,
  leaseOwner: turn.leaseOwner,
  status: "complete",
  content: "Hello yourself",
  personality: "sarah",
  tokensUsed: 3,
  model: "nano",
  completion: { notices: [] },
  errorCode: null,
  now: start,
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
    return { client, user, turns: createTurnRepository(client.db) };
  };

  describe("opening", () => {
    test("stores the message and a pending reply with its lease, in a conversation of its own", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      expect(await turns.open(turn)).toMatchObject({ opened: true, session: "live", window: [] });
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
        relationshipScore: 250,
      };
      const { user, turns } = await setUp({ ...profile, age: 30, country: "PT" });
      expect((await turns.open(turnOf(user)))?.profile).toEqual(profile);
    });

    test("goes on in a conversation, names it only when it has no title, and moves it up", async () => {
      const { client, user, turns } = await setUp();
      const first = turnOf(user);
      await turns.open(first);
      await turns.close(outcomeOf(first));
      const second = after(first, { title: "Another", now: later(1000) });
      expect(await turns.open(second)).toMatchObject({ opened: true });
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
      expect(window.slice(-3)).toEqual([
        { role: "user", content: "message 8" },
        { role: "assistant", content: "reply 9" },
        { role: "user", content: "message 9" },
      ]);
      expect(window).toHaveLength(windowMessages);
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
        [after(mine), { replyInProgress: { leaseExpired: false }, conversation: "active" }],
        [after(mine, { now: later(leaseMs + 1) }), { replyInProgress: { leaseExpired: true } }],
        [
          turnOf(user, { conversationId, opensConversation: false }),
          { conversation: "missing", replyInProgress: null, window: [] },
        ],
        [turnOf(user, { opensConversation: false }), { conversation: "missing" }],
        [turnOf(user, { sessionId: other.sessionId }), { session: "ended" }],
      ] as const;
      for (const [turn, expected] of refusals) {
        expect(await turns.open(turn)).toMatchObject({ opened: false, ...expected });
      }
      expect(await rowsOf(client, mine)).toHaveLength(2);
      expect(await rowsOf(client, theirs)).toHaveLength(2);
    });

    test("asks whether session and account still live", async () => {
      const { client, user, turns } = await setUp();
      const { db } = client;
      await db.update(sessions).set({ endedAt: start }).where(eq(sessions.id, user.sessionId));
      expect(await turns.open(turnOf(user))).toMatchObject({ opened: false, session: "ended" });
      await db.update(sessions).set({ endedAt: null }).where(eq(sessions.id, user.sessionId));
      await db.update(users).set({ isActive: false }).where(eq(users.id, user.userId));
      expect(await turns.open(turnOf(user))).toMatchObject({
        opened: false,
        session: "deactivated",
      });
      await db.delete(users).where(eq(users.id, user.userId));
      expect(await turns.open(turnOf(user))).toBeUndefined();
    });

    test("waits for no inactive conversation", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      await turns.close(outcomeOf(turn));
      await client.db
        .update(conversations)
        .set({ isActive: false })
        .where(eq(conversations.id, turn.conversationId));
      const opening = await turns.open(after(turn));
      expect(opening).toMatchObject({ opened: false, conversation: "inactive" });
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
      expect(openings.filter((opening) => opening?.opened)).toHaveLength(1);
      for (const opening of openings.filter((candidate) => !candidate?.opened)) {
        expect(opening?.replyInProgress).toEqual({ leaseExpired: false });
      }
      expect(await rowsOf(client, turn)).toHaveLength(4);
    });
  });

  describe("the holder of the lease", () => {
    test("keeps it and the text so far by renewing", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      const { replyId, leaseOwner } = turn;
      const now = later(5000);
      const progress = { replyId, leaseOwner, content: "Hel", personality: "sarah", now };
      expect(await turns.renew(progress)).toEqual({ held: true, cancelRequested: false });
      expect((await rowsOf(client, turn))[1]).toMatchObject({
        status: "streaming",
        content: "Hel",
        personality: "sarah",
        leaseUntil: later(5000 + leaseMs),
      });
    });

    test("hears that somebody wants the reply cancelled", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      const { replyId, leaseOwner } = turn;
      await client.db
        .update(messages)
        .set({ cancelRequestedAt: start })
        .where(eq(messages.id, replyId));
      const progress = { replyId, leaseOwner, content: "", personality: "sarah", now: start };
      expect(await turns.renew(progress)).toEqual({ held: true, cancelRequested: true });
    });

    test("writes the end once, which lets the lease go", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      expect(await turns.close(outcomeOf(turn, { now: later(2000) }))).toBe(true);
      const [, reply] = await rowsOf(client, turn);
      expect(reply).toMatchObject({
        status: "complete",
        content: "Hello yourself",
        personality: "sarah",
        tokensUsed: 3,
        model: "nano",
        completion: { notices: [] },
        errorCode: null,
        leaseOwner: null,
        leaseUntil: null,
      });
      expect(await conversationOf(client, turn)).toMatchObject({ lastMessageAt: later(2000) });
      expect(await turns.close(outcomeOf(turn, { content: "again" }))).toBe(false);
      expect((await rowsOf(client, turn))[1]).toEqual(reply);
    });

    test("alone writes: who has lost it changes nothing", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      const before = await rowsOf(client, turn);
      const { replyId } = turn;
      const stranger = { replyId, leaseOwner: randomUUID() };
      const progress = { ...stranger, content: "Mine", personality: "sarah", now: later(1) };
      expect(await turns.renew(progress)).toEqual({ held: false, cancelRequested: false });
      expect(await turns.close(outcomeOf(turn, stranger))).toBe(false);
      expect(await rowsOf(client, turn)).toEqual(before);
      expect(await conversationOf(client, turn)).toMatchObject({ lastMessageAt: start });
    });

    test("is nobody once the conversation is gone", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      await client.db.delete(conversations).where(eq(conversations.id, turn.conversationId));
      const { replyId, leaseOwner } = turn;
      const progress = { replyId, leaseOwner, content: "x", personality: "sarah", now: start };
      expect((await turns.renew(progress)).held).toBe(false);
      expect(await turns.close(outcomeOf(turn))).toBe(false);
    });
  });

  describe("settling", () => {
    test("ends what has lost its writer: with words interrupted, without any failed", async () => {
      const { client, user, turns } = await setUp();
      await turns.settleExpired(later(leaseMs * 10));
      const [silent, half, held] = [turnOf(user), turnOf(user), turnOf(user)];
      for (const turn of [silent, half, held]) await turns.open(turn);
      const { replyId, leaseOwner } = half;
      const progress = { replyId, leaseOwner, content: "Hal", personality: "sarah", now: start };
      await turns.renew(progress);
      await turns.renew({ ...progress, ...pick(held), content: "", now: later(10_000) });
      expect(await turns.settleExpired(later(leaseMs))).toBe(0);
      expect(await turns.settleExpired(later(leaseMs + 1))).toBe(2);
      expect((await rowsOf(client, silent))[1]).toMatchObject({
        status: "failed",
        errorCode: "inference-unavailable",
        leaseOwner: null,
      });
      expect((await rowsOf(client, half))[1]).toMatchObject({
        status: "interrupted",
        content: "Hal",
      });
      expect((await rowsOf(client, held))[1]).toMatchObject({ status: "streaming" });
      expect(await turns.settleExpired(later(leaseMs + 1))).toBe(0);
    });

    test("can be of one conversation, which then takes the next message", async () => {
      const { user, turns } = await setUp();
      const [one, other] = [turnOf(user), turnOf(user)];
      for (const turn of [one, other]) await turns.open(turn);
      const now = later(leaseMs + 1);
      expect(await turns.settleExpired(now, one.conversationId)).toBe(1);
      expect(await turns.open(after(one, { now }))).toMatchObject({ opened: true });
      expect(await turns.open(after(other, { now }))).toMatchObject({ opened: false });
    });

    test("leaves a late writer nothing to write", async () => {
      const { client, user, turns } = await setUp();
      const turn = turnOf(user);
      await turns.open(turn);
      await turns.settleExpired(later(leaseMs + 1), turn.conversationId);
      const before = await rowsOf(client, turn);
      expect(await turns.close(outcomeOf(turn))).toBe(false);
      expect(await rowsOf(client, turn)).toEqual(before);
    });
  });
});

const pick = ({ replyId, leaseOwner }: TurnRequest) => ({ replyId, leaseOwner });
