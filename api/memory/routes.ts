import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";

import { stopRemoved } from "#api/conversations/stop-removed.ts";
import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { Id } from "#api/http/id.ts";
import { jsonBody } from "#api/http/json-body.ts";
import { PageQuery, pageOf } from "#api/http/paging.ts";
import {
  bearer,
  body,
  bodyFailures,
  failures,
  json,
  signedInFailures,
} from "#api/http/responses.ts";
import { addFact } from "./add-fact.ts";
import { changeFact } from "./change-fact.ts";
import { forgetEverything } from "./forget-everything.ts";
import { listEpisodes } from "./list-episodes.ts";
import { listFacts } from "./list-facts.ts";
import { loadGraph } from "./load-graph.ts";
import { removeEpisode } from "./remove-episode.ts";
import { removeFact } from "./remove-fact.ts";
import {
  Episode,
  Fact,
  FactChanges,
  ForgetQuery,
  Graph,
  NewFact,
  SearchQuery,
  SearchResult,
} from "./schemas.ts";
import { searchMemory } from "./search-memory.ts";

const common = { tags: ["Memory"], security: bearer, middleware: authenticate() };
const withBody = { ...common, middleware: [authenticate(), jsonBody()] };
const params = z.strictObject({ id: Id });

const listFactsRoute = createRoute({
  ...common,
  method: "get",
  path: "/facts",
  summary: "What is known of you, the last learnt first",
  request: {
    query: PageQuery.extend({
      type: z.string().max(50).optional(),
      history: z.stringbool().default(false).openapi({
        description: "Whether what was true before is listed, too",
      }),
    }),
  },
  responses: {
    200: json(pageOf(Fact), "A page"),
    ...failures(...signedInFailures, "validation-failed"),
  },
});

const addFactRoute = createRoute({
  ...withBody,
  method: "post",
  path: "/facts",
  summary: "Say something of yourself that is to be remembered",
  description:
    "Of name, age, birthday, gender, city, hometown, country, job, employer and any favourite there " +
    "is one at a time: a new one takes the place of the old one, which keeps its dates.",
  request: { body: body(NewFact) },
  responses: {
    200: json(Fact, "It was known; it is your own word from now on"),
    201: json(Fact, "The fact"),
    ...failures(...signedInFailures, ...bodyFailures),
  },
});

const changeFactRoute = createRoute({
  ...withBody,
  method: "patch",
  path: "/facts/{id}",
  summary: "Correct a fact",
  description:
    "It is your own word from now on, with no message as its evidence, and what it said before is " +
    "not learnt again from the same messages.",
  request: { params, body: body(FactChanges) },
  responses: {
    200: json(Fact, "The fact as it is now"),
    ...failures(...signedInFailures, ...bodyFailures, "not-found"),
  },
});

const removeFactRoute = createRoute({
  ...common,
  method: "delete",
  path: "/facts/{id}",
  summary: "Remove a fact",
  description: "It is not learnt again from the same messages.",
  request: { params },
  responses: {
    204: { description: "It is gone" },
    ...failures(...signedInFailures, "not-found"),
  },
});

const listEpisodesRoute = createRoute({
  ...common,
  method: "get",
  path: "/episodes",
  summary: "What happened to you, the last thing first",
  request: { query: PageQuery },
  responses: {
    200: json(pageOf(Episode), "A page"),
    ...failures(...signedInFailures, "validation-failed"),
  },
});

const removeEpisodeRoute = createRoute({
  ...common,
  method: "delete",
  path: "/episodes/{id}",
  summary: "Remove an episode; its messages stay",
  request: { params },
  responses: {
    204: { description: "It is gone" },
    ...failures(...signedInFailures, "not-found"),
  },
});

const graphRoute = createRoute({
  ...common,
  method: "get",
  path: "/graph",
  summary: "The people, places and things of your life",
  responses: { 200: json(Graph, "All of them"), ...failures(...signedInFailures) },
});

const searchRoute = createRoute({
  ...common,
  method: "get",
  path: "/search",
  summary: "What is remembered of something, the best first",
  description:
    "Times are understood: `last summer`, `in March`, `before the wedding`. In one conversation only " +
    "messages are found.",
  request: { query: SearchQuery },
  responses: {
    200: json(z.object({ items: z.array(SearchResult) }), "What was found"),
    ...failures(...signedInFailures, "not-found", "validation-failed"),
  },
});

const forgetRoute = createRoute({
  ...common,
  method: "delete",
  path: "/",
  summary: "Forget everything",
  description:
    "Facts, episodes, entities, relations, summaries and the index go. Messages until now can still " +
    "be read, and are never recalled, learnt from, replayed or put in a prompt again.",
  request: { query: ForgetQuery },
  responses: {
    204: { description: "It is gone" },
    ...failures(...signedInFailures, "validation-failed"),
  },
});

/** `/v1/memory` */
export function memoryRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(listFactsRoute, async (c) => {
    const { userId } = c.get("session");
    const { type, history, limit, cursor } = c.req.valid("query");
    const request = { userId, type, history, limit, cursor };
    return c.json(await listFacts(c.env.services, request), 200);
  });
  app.openapi(addFactRoute, async (c) => {
    const { userId } = c.get("session");
    const { fact, isNew } = await addFact(c.env.services, userId, c.req.valid("json"));
    return isNew ? c.json(fact, 201) : c.json(fact, 200);
  });
  app.openapi(changeFactRoute, async (c) => {
    const changes = { ...c.req.valid("json"), ...c.req.valid("param") };
    return c.json(await changeFact(c.env.services, c.get("session").userId, changes), 200);
  });
  app.openapi(removeFactRoute, async (c) => {
    await removeFact(c.env.services, c.get("session").userId, c.req.valid("param").id);
    return c.body(null, 204);
  });
  app.openapi(listEpisodesRoute, async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const request = { userId: c.get("session").userId, limit, cursor };
    return c.json(await listEpisodes(c.env.services, request), 200);
  });
  app.openapi(removeEpisodeRoute, async (c) => {
    await removeEpisode(c.env.services, c.get("session").userId, c.req.valid("param").id);
    return c.body(null, 204);
  });
  app.openapi(graphRoute, async (c) =>
    c.json(await loadGraph(c.env.services, c.get("session").userId), 200),
  );
  app.openapi(searchRoute, async (c) => {
    const { userId } = c.get("session");
    const { q, limit, conversationId } = c.req.valid("query");
    const request = { userId, q, limit, conversationId };
    return c.json(await searchMemory(c.env.services, request), 200);
  });
  app.openapi(forgetRoute, async (c) => {
    const { userId } = c.get("session");
    const { messages: withMessages } = c.req.valid("query");
    await forgetEverything(c.env.services, { userId, withMessages, stop: stopRemoved });
    return c.body(null, 204);
  });
  return app;
}
