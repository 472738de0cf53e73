import { z } from "zod";

import { collect, readEvents, type TestClient } from "./test-client.ts";

export interface Operation {
  responses: Record<
    string,
    {
      description: string;
      headers?: Record<string, object>;
      content?: Record<string, { schema: object }>;
    }
  >;
  security?: object[];
  requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  parameters?: { in: string; name: string; required?: boolean; schema: object }[];
}
export interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: object };
}

/** The document as the API shows it. */
export const documentOf = async (api: TestClient): Promise<Document> =>
  (await api.call("GET", "/openapi.json")).json();

/** Every operation of a document. */
export const operationsOf = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );

/** What any answer over HTTP may have besides: how it travels, is kept and is shown. */
const usualHeaders = new Set([
  "access-control-allow-origin",
  "access-control-expose-headers",
  "cache-control",
  "connection",
  "content-disposition",
  "content-length",
  "content-security-policy",
  "content-type",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "date",
  "keep-alive",
  "permissions-policy",
  "referrer-policy",
  "strict-transport-security",
  "transfer-encoding",
  "vary",
  "x-accel-buffering",
  "x-content-type-options",
  "x-frame-options",
]);

/** @throws Error naming a header that is not documented, or one that is and is missing */
function checkHeaders({ url, status, headers }: Response, documented: string[]): void {
  const names = new Set(documented.map((name) => name.toLowerCase()));
  for (const name of headers.keys()) {
    if (!usualHeaders.has(name) && !names.has(name)) throw new Error(`${status} ${url}: ${name}`);
  }
  for (const name of ["x-request-id", "ratelimit", "ratelimit-policy", "retry-after"]) {
    if (names.has(name) && !headers.has(name)) throw new Error(`${status} ${url}: no ${name}`);
  }
}

/** Forbids in a schema of an answer whatever it does not name: nothing undocumented is answered. */
function closed(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const inner = Object.fromEntries(Object.entries(schema).map(([key, v]) => [key, closed(v)]));
  return "properties" in inner ? { additionalProperties: false, ...inner } : inner;
}

/** Checks real answers against the document, and keeps count of what it has seen. */
export async function createChecker(api: TestClient) {
  const document = await documentOf(api);
  const seen = new Set<string>();
  const $defs = JSON.parse(
    JSON.stringify(closed(document.components.schemas)).replaceAll(
      "#/components/schemas/",
      "#/$defs/",
    ),
  );
  const compiled = new Map<object, z.ZodType>();
  const toZod = (schema: object) => {
    const known = compiled.get(schema) ?? compile(schema);
    compiled.set(schema, known);
    return known;
  };
  const compile = (schema: object) => {
    const local = JSON.stringify(closed(schema)).replaceAll("#/components/schemas/", "#/$defs/");
    return z.fromJSONSchema({ ...JSON.parse(local), $defs });
  };

  /** @throws Error naming what the document does not say */
  async function check(route: string, response: Response): Promise<any> {
    const [method, path] = route.split(" ") as [string, string];
    const documented =
      document.paths[path.split("?")[0]!]?.[method.toLowerCase()]?.responses[response.status];
    if (documented === undefined) throw new Error(`${route} answered ${response.status}`);
    seen.add(`${method} ${path.split("?")[0]} ${response.status}`);
    checkHeaders(response, Object.keys(documented.headers ?? {}));
    const [type] = (response.headers.get("Content-Type") ?? "").split(";") as [string];
    const content = documented.content?.[type];
    if (content === undefined) {
      const text = await response.text();
      if (documented.content !== undefined || text !== "") throw new Error(`${route}: ${type}`);
      return undefined;
    }
    const schema = toZod(content.schema);
    if (type === "text/event-stream") {
      const events = await collect(readEvents(response));
      for (const { data } of events) schema.parse(data);
      return events;
    }
    const answer = await response.json();
    schema.parse(answer);
    return answer;
  }

  return { check, seen, document };
}
