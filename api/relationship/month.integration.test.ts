import { afterAll, beforeAll, expect, it } from "vitest";

import type { Turn } from "#api/conversations/schemas.ts";
import { say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi, type TestInstance } from "#api/testing/describe-api.ts";
import type { PlainRequest } from "#api/testing/fake-inference.ts";
import { startRecordingProxy } from "#api/testing/recording-proxy.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { startTestServer } from "#inference/testing/test-server.ts";

/*
 * A month in the life of three people, by a clock that a test moves: on PGlite with the small model
 * behind the real inference server, on Postgres with one whose words are no matter.
 */

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const messagesADay = 12;
/** A month has many replies, of which nobody here reads the end. */
const replyTokens = 12;

const openings = ["This morning", "After lunch", "On the way home", "Last night", "At noon"];
const doings = [
  "we baked",
  "I repaired",
  "my sister painted",
  "the kids found",
  "I sold",
  "we lost",
];
const things = [
  "a rusty bicycle",
  "lemon cake",
  "the old radio",
  "a map of Peru",
  "grandpa's chair",
  "blue curtains",
  "a drum",
];
const places = [
  "behind the school",
  "at the harbour",
  "in the cellar",
  "near the bakery",
  "in the attic",
  "by the river",
  "in the garden",
  "at work",
];
const endings = [
  "and laughed a lot",
  "without any plan",
  "for my aunt",
  "before the rain",
  "in ten minutes",
];

/** The nth thing that somebody has to tell: none is like another. Now and then it is a feeling. */
function sentence(n: number): string {
  const of = (list: string[], step: number) =>
    list[Math.floor(n * step + n / list.length) % list.length]!;
  const told = `${of(openings, 1)} ${of(doings, 1)} ${of(things, 3)} ${of(places, 5)} ${of(endings, 2)}`;
  return n % 2 === 1 ? `${told}, and I'm so sad about it` : told;
}

const spam = [
  "love me",
  "love me!!!",
  "I LOVE you so much 1",
  "I love you so much 2",
  "hi",
  "be my girlfriend now",
];

interface World {
  api: TestInstance;
  advance: (ms: number) => void;
  asked: () => PlainRequest[];
  close: () => Promise<void>;
}

async function openWorld(test: TestApi): Promise<World> {
  const advance = (ms: number) => test.advance(ms);
  const ownClient = { ...test.database.client, close: async () => {} };
  const nano = test.database.kind === "pglite" ? await startTestServer() : undefined;
  const proxy = await startRecordingProxy(nano?.url ?? test.inference.url, replyTokens);
  const settings = { INFERENCE_URL: proxy.url, INFERENCE_TOKEN: "a-token-for-tests" };
  const api = await test.startOn(ownClient, settings);
  const close = async () => {
    await api.stop();
    await proxy.close();
    await nano?.close();
  };
  return { api, advance, asked: () => proxy.requests, close };
}

/** Somebody, for how many days they talk, and what they say. */
interface Person {
  profile: object;
  days: number;
  saying: (n: number) => string;
}

const people = {
  /** Sarah's, by his gender. */
  friend: {
    profile: { name: "Adam", gender: "male" },
    days: 9,
    saying: (n) => (n === 0 ? "Remember that my dog is called Rex" : sentence(n)),
  },
  /** Xhash's, by her gender. */
  partner: {
    profile: { gender: "female", birthDate: "1990-01-01", preferences: { romance: true } },
    days: 23,
    saying: (n) => sentence(n + 1000),
  },
  /** Neutral's: nobody has said anything. */
  spammer: {
    profile: { age: 30, preferences: { romance: true } },
    days: 5,
    saying: (n) => spam[n % spam.length]!,
  },
} satisfies Record<string, Person>;

/** What somebody said in that month, and what came of it. */
interface Life extends Person {
  user: TestUser;
  turns: Turn[];
  history: any[];
}

async function signIn({ api }: World, life: Life): Promise<void> {
  const body = { identifier: life.user.username, password: life.user.password };
  const login = await api.call("POST", "/v1/auth/login", { body });
  life.user = { ...life.user, ...(await login.json()) };
}

/** Lets everybody live side by side, each day in a conversation of its own. */
async function liveThrough(world: World): Promise<Record<keyof typeof people, Life>> {
  const { api, advance } = world;
  const begin = async (person: Person): Promise<Life> => {
    const user = await api.register(person.profile);
    return { ...person, user, turns: [], history: [] };
  };
  const friend = await begin(people.friend);
  const [partner, spammer] = [await begin(people.partner), await begin(people.spammer)];
  const lives = [friend, partner, spammer];
  for (let day = 0; day < Math.max(...lives.map(({ days }) => days)); day += 1) {
    const talking = lives.filter(({ days }) => day < days);
    for (const life of talking) await signIn(world, life);
    for (let i = 0; i < messagesADay; i += 1) {
      await Promise.all(
        talking.map(async ({ user, turns, saying }) => {
          const conversationId = i === 0 ? undefined : turns.at(-1)?.conversationId;
          turns.push(await say(api, user, saying(turns.length), conversationId));
        }),
      );
      advance(10 * minuteMs);
    }
    advance(dayMs - messagesADay * 10 * minuteMs);
  }
  for (const life of lives) {
    await signIn(world, life);
    life.history = await historyOf(world, life.user);
  }
  return { friend, partner, spammer };
}

/** The whole ledger, oldest event first. */
async function historyOf({ api }: World, as: TestUser): Promise<any[]> {
  const items: any[] = [];
  let cursor = "";
  do {
    const path = `/v1/relationship/history?limit=100${cursor && `&cursor=${cursor}`}`;
    const page = await (await api.call("GET", path, { as })).json();
    items.push(...page.items);
    cursor = page.nextCursor ?? "";
  } while (cursor !== "");
  return items.toReversed();
}

/** The stages in the order in which a history comes to them. */
const stagesOf = (history: { stage: string }[]) =>
  history.map(({ stage }) => stage).filter((stage, i, all) => stage !== all[i - 1]);

const systemOf = (request: PlainRequest | undefined) => request?.messages[0]?.content ?? "";

/** What the model was told of the stage, in either form of the prompt. */
const toldStage = (stage: string, own: string) => new RegExp(`Relationship: ${stage}|${own}`);

const sumOf = (history: { delta: number }[]) => history.reduce((sum, { delta }) => sum + delta, 0);

describeApi("a month of a dozen messages a day", (open) => {
  let world: World;
  let lives: Awaited<ReturnType<typeof liveThrough>>;
  /** What the model was told by way of introduction, for one persona. */
  const toldOf = (persona: string) =>
    world
      .asked()
      .map(systemOf)
      .filter((system) => system.startsWith(`You are ${persona}`));

  beforeAll(async () => {
    world = await openWorld(open());
    lives = await liveThrough(world);
  }, 240_000);
  afterAll(() => world.close());

  it("makes strangers friends, and says by what", () => {
    const { turns, history } = lives.friend;
    expect(turns[0]!.reply.source).toBe("command");
    expect(turns.at(-1)!.relationship.stage).toBe("friend");
    expect(stagesOf(history)).toEqual(["stranger", "acquaintance", "friend"]);
    expect(sumOf(history)).toBe(turns.at(-1)!.relationship.score);
    expect(new Set(history.map(({ reason }) => reason))).toEqual(
      new Set(["first_of_day", "message", "opened_up"]),
    );
    const told = turns.flatMap(({ notices }) => notices.map(({ level }) => level));
    expect(told).toEqual(["acquaintance", "friend"]);
  });

  it("tells the model who answers, how close they are, and what is remembered", () => {
    const told = toldOf("Sarah");
    expect(told).toHaveLength(lives.friend.turns.length - 1);
    expect(told[0]).toMatch(toldStage("stranger", "You have only just met"));
    expect(told.at(-1)).toMatch(toldStage("friend", "You are friends"));
    for (const system of told) {
      expect(system).toContain("name is Adam");
      expect(system).toContain("their dog is called Rex");
    }
    const others = [...toldOf("Xhash"), ...toldOf("Neutral")].join("\n");
    expect(others).not.toMatch(/Adam|Rex/);
  });

  it("makes adults who want that partners, stage by stage and not in a day", () => {
    const { turns, history } = lives.partner;
    expect(turns.at(-1)!.relationship.stage).toBe("partner");
    expect(history[0]).toMatchObject({ reason: "romance_on", delta: 0 });
    expect(stagesOf(history)).toEqual([
      "stranger",
      "acquaintance",
      "friend",
      "close_friend",
      "romantic_interest",
      "partner",
    ]);
    for (const day of Object.values(Object.groupBy(history, ({ at }) => at.slice(0, 10)))) {
      expect(sumOf(day!)).toBeLessThanOrEqual(40);
    }
    expect(toldOf("Xhash").at(-1)).toMatch(toldStage("partner", "You are partners"));
  });

  it("brings who spams nowhere", () => {
    const { turns, history } = lives.spammer;
    expect(turns.at(-1)!.relationship.stage).toBe("stranger");
    expect(turns.at(-1)!.relationship.score).toBeLessThan(20);
    expect(stagesOf(history)).toEqual(["stranger"]);
    expect(new Set(history.map(({ at }) => at.slice(0, 10))).size).toBe(1);
  });
});
