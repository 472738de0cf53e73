import { isLong } from "#api/http/entity-tag.ts";

/*
 * What every answer has in common, written into the OpenAPI document in one place, so that no route
 * has to repeat it and none can forget it.
 */

interface Answer {
  description: string;
  headers?: Record<string, object>;
  content?: Record<string, object>;
}
interface Operation {
  responses: Record<string, Answer>;
}
type Paths = Record<string, Record<string, Operation>>;

const text = (description: string) => ({ description, schema: { type: "string" } });

/** The headers that mean something to a client. */
export const documentedHeaders: Record<string, object> = {
  "X-Request-Id": text("Names the request, in logs too; a well-formed one that was sent is kept"),
  RateLimit: text(
    'How the limits stand: `"general";r=119;t=60` is 119 more uses in the next 60 seconds',
  ),
  "RateLimit-Policy": text('The limits of the route: `"general";q=120;w=60`'),
  "Retry-After": text("Seconds after which to try again"),
  "WWW-Authenticate": text("`Bearer`, with an error where a token was sent"),
  ETag: text("For If-None-Match"),
};

const asReference = (name: string) => ({ $ref: `#/components/headers/${name}` });

/** Names in the document the headers of each answer, and that an unchanged one may be left out. */
export function describeAnswers(paths: Paths): void {
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      const isRead = method === "get" && path.startsWith("/v1/");
      if (isRead && isTagged(path, responses["200"])) {
        responses["304"] = { description: "As it was when it had the ETag of If-None-Match" };
      }
      responses["400"] ??= unreadable();
      for (const [status, answer] of Object.entries(responses)) {
        const isProblem = answer.content?.["application/problem+json"] !== undefined;
        answer.headers = headersOf(path, { isRead, isProblem, status: Number(status) });
      }
    }
  }
}

/** Any route can be asked in a way that cannot be read. */
const unreadable = (): Answer => ({
  description: "malformed-request",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

/** What is written while it is read has no tag: it is not over when it begins. */
const isTagged = (path: string, answer: Answer | undefined) =>
  answer?.content?.["application/json"] !== undefined && !isLong(path);

function headersOf(
  path: string,
  { isRead, isProblem, status }: { isRead: boolean; isProblem: boolean; status: number },
): Record<string, object> {
  const names = ["X-Request-Id"];
  if (path.startsWith("/v1/")) names.push("RateLimit", "RateLimit-Policy");
  if (isProblem && (status === 429 || status === 503)) names.push("Retry-After");
  if (status === 401) names.push("WWW-Authenticate");
  if (isRead && !isLong(path) && (status === 200 || status === 304)) names.push("ETag");
  return Object.fromEntries(names.map((name) => [name, asReference(name)]));
}
