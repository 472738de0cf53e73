import * as fc from "fast-check";
import { expect, it } from "vitest";

import { createChecker, documentOf, operationsOf } from "#api/testing/contract-checker.ts";
import { say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestInstance } from "#api/testing/describe-api.ts";
import {
  generatedRequests,
  marker,
  type GeneratedRequest,
  type PathId,
} from "#api/testing/generated-request.ts";
import { startMailbox } from "#api/testing/mailbox.ts";
import type { TestUser } from "#api/testing/test-client.ts";

/*
 * Requests made from the OpenAPI document, right and nearly right ones, to every operation there is:
 * nothing may come back that the document does not say. OPENAPI_REQUESTS is how many;
 * OPENAPI_SEED makes them the same again, and is always the same unless set.
 */

const requests = Number(process.env["OPENAPI_REQUESTS"] ?? 500);
const seed = Number(process.env["OPENAPI_SEED"] ?? 20_261_120);
const requestsAWorld = 40;
const minutes = 60_000;

/** Two people and what they have. */
interface World {
  own: TestUser;
  ended: TestUser;
  ids: Record<"own" | "other", string[]>;
}

async function createWorld(api: TestInstance): Promise<World> {
  const [own, other, ended] = [await api.register(), await api.register(), await api.register()];
  await api.call("POST", "/v1/auth/logout", { as: ended });
  return { own, ended, ids: { own: await idsOf(api, own), other: await idsOf(api, other) } };
}

/** Ids of everything a user has: a path that asks for one kind gets another kind's as well. */
async function idsOf(api: TestInstance, as: TestUser): Promise<string[]> {
  const { conversationId, userMessage, reply } = await say(api, as, "Hello");
  const { items } = await (await api.call("GET", "/v1/auth/sessions", { as })).json();
  return [conversationId, reply.id, userMessage.id, items[0].id];
}

/** The first parameter of a path is a conversation more often than not, the next one a message. */
function idFor(id: PathId, position: number, { ids }: World): string {
  if ("text" in id) return encodeURIComponent(id.text);
  const usual = position === 0 ? 0 : 1 + (id.pick % 2);
  return id.pick < 15 ? ids[id.of][usual]! : ids[id.of][id.pick % ids[id.of].length]!;
}

function pathFor({ path, ids, query }: GeneratedRequest, world: World): string {
  let position = 0;
  const filled = path.replaceAll(/\{\w+\}/g, () => {
    position += 1;
    return idFor(ids[position - 1]!, position - 1, world);
  });
  const search = new URLSearchParams(query).toString();
  return search === "" ? filled : `${filled}?${search}`;
}

/** The same body with the right password wherever one is asked for. */
function withPassword(body: string, password: string): string {
  return body.replaceAll(/("(?:currentPassword|password)":)"(?:[^"\\]|\\.)*"/g, (_, name) => {
    return `${name}${JSON.stringify(password)}`;
  });
}

function optionsFor(request: GeneratedRequest, { own, ended }: World) {
  const { bearer, headers, knowsPassword } = request;
  const isToBeRight = knowsPassword && !request.path.startsWith("/v1/auth/register");
  const body =
    request.body && isToBeRight ? withPassword(request.body, own.password) : request.body;
  const tokens = { own: own.accessToken, ended: ended.accessToken, nonsense: `${marker}.a.b` };
  const authorization = bearer === "none" ? {} : { Authorization: `Bearer ${tokens[bearer]}` };
  return { headers: { ...headers, ...authorization }, ...(body !== undefined && { body }) };
}

describeApi("requests made from the OpenAPI document", (open) => {
  it(
    `are answered as it says, all of ${requests}`,
    async () => {
      const mailbox = await startMailbox();
      const api = await open().startAnother({ MAIL_WEBHOOK_URL: mailbox.url });
      const { check, seen } = await createChecker(api);
      const document = await documentOf(api);
      const operations = new Map(operationsOf(document).map((one) => [one.route, one.operation]));
      const tried = new Set<string>();
      let [count, world] = [0, await createWorld(api)];

      async function answersAsDocumented(request: GeneratedRequest): Promise<void> {
        if (count % requestsAWorld === 0) world = await createWorld(api);
        count += 1;
        tried.add(request.route);
        const response = await api.call(
          request.method,
          pathFor(request, world),
          optionsFor(request, world),
        );
        const text = await response.clone().text();
        if (response.status >= 500) throw new Error(`${response.status}: ${text}`);
        await check(request.route, response);
        const isGuarded = operations.get(request.route)!.security !== undefined;
        const isOthers = request.ids.some((id) => "of" in id && id.of === "other");
        const isLetIn = response.ok && isGuarded && (request.bearer !== "own" || isOthers);
        const isEcho = !response.ok && (text + headersOf(response)).includes(marker);
        expect({ isLetIn, isEcho }).toEqual({ isLetIn: false, isEcho: false });
        // It may have signed itself out, or be gone.
        if (response.ok && request.method !== "GET" && isGuarded) count = endOf(request, count);
      }

      const anyRequest = generatedRequests(document);
      const property = fc.asyncProperty(anyRequest, answersAsDocumented);
      await fc.assert(property, { numRuns: requests, seed, endOnFailure: true });
      const all = [...operations.keys()].filter((route) => !route.endsWith("/v1/ws"));
      expect([...tried].toSorted()).toEqual(all.toSorted());
      const succeeded = new Set([...seen].filter((one) => / 2\d\d$/.test(one)));
      expect(succeeded.size).toBeGreaterThan(all.length / 2);
      await api.stop();
      await mailbox.close();
    },
    30 * minutes,
  );
});

const headersOf = ({ headers }: Response) => JSON.stringify([...headers]);

/** Where the next world begins: at once after what ends this one. */
function endOf({ path }: GeneratedRequest, count: number): number {
  const isLast = path.startsWith("/v1/auth/") || path === "/v1/me";
  return isLast ? Math.ceil(count / requestsAWorld) * requestsAWorld : count;
}
