import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";

import { listPersonalities } from "#api/agents/list-personalities.ts";
import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { PageQuery, pageOf } from "#api/http/paging.ts";
import { bearer, failures, json, signedInFailures } from "#api/http/responses.ts";
import { listHistory } from "./list-history.ts";
import { loadMood } from "./load-mood.ts";
import { loadRelationship } from "./load.ts";
import { rulesText } from "./rules-text.ts";
import {
  Mood,
  MoodQuery,
  PersonalityView,
  RelationshipEvent,
  RelationshipView,
} from "./schemas.ts";

const common = { tags: ["Relationship"], security: bearer, middleware: authenticate() };

const personalitiesRoute = createRoute({
  ...common,
  method: "get",
  path: "/personalities",
  summary: "Who can answer",
  responses: {
    200: json(z.object({ items: z.array(PersonalityView), nextCursor: z.null() }), "The three"),
    ...failures(...signedInFailures),
  },
});

const relationshipRoute = createRoute({
  ...common,
  method: "get",
  path: "/relationship",
  summary: "How close you are, and what the next stages need",
  description: rulesText,
  responses: {
    200: json(RelationshipView, "The relationship; one a user, whoever answers"),
    ...failures(...signedInFailures),
  },
});

const historyRoute = createRoute({
  ...common,
  method: "get",
  path: "/relationship/history",
  summary: "What has changed it, newest first",
  description: "The deltas sum to the score.",
  request: { query: PageQuery },
  responses: {
    200: json(pageOf(RelationshipEvent), "A page"),
    ...failures(...signedInFailures, "validation-failed"),
  },
});

const moodRoute = createRoute({
  ...common,
  method: "get",
  path: "/relationship/mood",
  summary: "How you felt, day by day, newest first",
  description: "By what your messages show. Nothing is read while `preferences.emotion` is false.",
  request: { query: MoodQuery },
  responses: {
    200: json(Mood, "The days on which something was read"),
    ...failures(...signedInFailures, "validation-failed"),
  },
});

/** `/v1/personalities` and `/v1/relationship` */
export function relationshipRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(personalitiesRoute, (c) =>
    c.json({ items: listPersonalities(), nextCursor: null }, 200),
  );
  app.openapi(relationshipRoute, async (c) => {
    const { userId } = c.get("session");
    return c.json(await loadRelationship(c.env.services, userId), 200);
  });
  app.openapi(historyRoute, async (c) => {
    const { userId } = c.get("session");
    return c.json(await listHistory(c.env.services, { userId, ...c.req.valid("query") }), 200);
  });
  app.openapi(moodRoute, async (c) => {
    const { userId } = c.get("session");
    return c.json(await loadMood(c.env.services, userId, c.req.valid("query").days), 200);
  });
  return app;
}
