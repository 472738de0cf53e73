import { z } from "@hono/zod-openapi";

import { errorCodes, type ErrorCode } from "#api/errors.ts";
import { problems } from "./problem.ts";

/** Problem details (RFC 9457) as the OpenAPI document shows them. */
export const ProblemSchema = z
  .object({
    type: z
      .enum(errorCodes.map((code) => `/problems/${code}` as const))
      .openapi({ description: "A closed list: translate by this" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    conversationId: z.uuid().optional(),
    userMessageId: z.uuid().optional(),
    replyId: z.uuid().optional(),
  })
  .openapi("Problem");

/** A JSON answer of a route. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** A JSON body a route asks for. */
export function body<T extends z.ZodType>(schema: T, { required = true } = {}) {
  return { required, content: { "application/json": { schema } } };
}

/** Every route can fail in these ways. */
const always: ErrorCode[] = [
  "malformed-request",
  "rate-limited",
  "internal",
  "database-unavailable",
];

/** The problems a route can answer with, by status. Those that any route can are added. */
export function failures(...codes: ErrorCode[]) {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...codes, ...always]) {
    const [status] = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, listed]) => [
      status,
      {
        description: listed.join(", "),
        content: { "application/problem+json": { schema: ProblemSchema } },
      },
    ]),
  );
}

/** What a route behind `authenticate` can fail with besides. */
export const signedInFailures = [
  "token-missing",
  "token-invalid",
  "token-expired",
  "session-ended",
  "account-deactivated",
] as const satisfies ErrorCode[];

/** What a route with a body can fail with besides. */
export const bodyFailures = [
  "too-large",
  "unsupported-media-type",
  "validation-failed",
] as const satisfies ErrorCode[];

/** Marks a route as asking for an access token. */
export const bearer = [{ bearer: [] }];
