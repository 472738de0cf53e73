import * as fc from "fast-check";

import { arbitraryOf, type Resolve } from "./arbitrary-of-schema.ts";
import { operationsOf, type Document } from "./contract-checker.ts";

/**
 * In everything hostile that is no part of a path, so that it is known again in an answer. No request
 * id has a tilde: a well-formed one is meant to come back.
 */
export const marker = "Qx7~marker";

/** Whose token a request shows. */
export type Bearer = "own" | "none" | "nonsense" | "ended";

/** What a parameter of a path is filled with: of a user's things, or what names nothing. */
export type PathId = { of: "own" | "other"; pick: number } | { text: string };

/** A request that the document suggests, or something near it. */
export interface GeneratedRequest {
  route: string;
  method: string;
  path: string;
  bearer: Bearer;
  ids: PathId[];
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Whether the passwords that are asked for in the body are to be the right ones. */
  knowsPassword: boolean;
  /** As it is sent; undefined sends none. */
  body: string | undefined;
}

type Operation = ReturnType<typeof operationsOf>[number];

/** Requests to every operation of the document, most of them nearly right. */
export function generatedRequests(document: Document): fc.Arbitrary<GeneratedRequest> {
  const resolve: Resolve = (ref) => document.components.schemas[ref.split("/").at(-1)!] as never;
  const operations = operationsOf(document).filter(({ path }) => path !== "/v1/ws");
  return fc.oneof(...operations.map((operation) => requestsTo(operation, resolve)));
}

function requestsTo({ route, method, path, operation }: Operation, resolve: Resolve) {
  const names = [...path.matchAll(/\{(\w+)\}/g)];
  return fc.record({
    route: fc.constant(route),
    method: fc.constant(method),
    path: fc.constant(path),
    bearer: often<Bearer>("own", "none", "nonsense", "ended"),
    ids: fc.array(pathId, { minLength: names.length, maxLength: names.length }),
    query: queryOf(operation, resolve),
    headers: headersOf(operation, resolve),
    knowsPassword: fc.boolean(),
    body: method === "GET" ? fc.constant(undefined) : bodyOf(operation, resolve),
  });
}

const often = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, ...others.map((one) => fc.constant(one)));

const pathId: fc.Arbitrary<PathId> = fc.oneof(
  { weight: 8, arbitrary: fc.nat(20).map((pick): PathId => ({ of: "own", pick })) },
  { weight: 2, arbitrary: fc.nat(20).map((pick): PathId => ({ of: "other", pick })) },
  fc.uuid().map((text): PathId => ({ text })),
  fc
    .string({ minLength: 1, maxLength: 40, unit: "grapheme" })
    .filter((text) => text.isWellFormed() && !/^\.+$/.test(text))
    .map((text): PathId => ({ text })),
);

const hostileText = fc
  .oneof(
    fc.constantFrom(
      "",
      "\0",
      "\ud83d",
      "' or 1=1 --",
      "../../etc/passwd",
      "<script>",
      "\u202e",
      "%00",
    ),
    fc.constant("x".repeat(5000)),
    fc.string({ unit: "binary", maxLength: 40 }),
  )
  .map((text) => `${marker}${text}`);

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 2 ** 53, [], {}, [[]], ""),
  fc.jsonValue({ maxDepth: 3 }),
);

const headerText = fc.oneof(
  fc.string({ maxLength: 30 }).map((text) => `${marker}${text}`),
  fc.string({ minLength: 200, maxLength: 300 }).map((text) => `${marker}${text}`),
  fc.constantFrom("", "é", "a, b", '"', "-1", "0", "1e9", "99999999999"),
);

function queryOf({ parameters = [] }: Operation["operation"], resolve: Resolve) {
  const declared = parameters.filter((parameter) => parameter.in === "query");
  const valid = fc.record(
    Object.fromEntries(
      declared.map(({ name, schema }) => [name, arbitraryOf(schema, resolve).map(String)]),
    ),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, string>>;
  const names = fc.constantFrom(...declared.map(({ name }) => name), "limit", "cursor", marker);
  const hostile = fc.dictionary(names, hostileText.filter(isWellFormed), { maxKeys: 2 });
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    { weight: declared.length === 0 ? 0 : 5, arbitrary: valid },
    { weight: 2, arbitrary: hostile },
  );
}

const isWellFormed = (text: string) => text.isWellFormed();

function headersOf({ parameters = [] }: Operation["operation"], resolve: Resolve) {
  const declared = parameters.filter((parameter) => parameter.in === "header");
  const valid = declared.map(({ name, schema }): [string, fc.Arbitrary<string>] => [
    name,
    fc.oneof(
      fc.uuid(),
      fc.nat(20).map(String),
      arbitraryOf(schema, resolve).map(String),
      headerText,
    ),
  ]);
  const usual: Record<string, fc.Arbitrary<string>> = {
    Accept: fc.constantFrom("text/event-stream", "application/json", "*/*"),
    "If-None-Match": fc.constantFrom("*", '"none"', "W/"),
    "X-Request-Id": headerText,
    "X-Forwarded-For": headerText,
    "User-Agent": headerText,
    Origin: fc.constantFrom("https://elsewhere.example", "null"),
  };
  return fc
    .record({ ...usual, ...Object.fromEntries(valid) }, { requiredKeys: [] })
    .map((headers) =>
      Object.fromEntries(Object.entries(headers).filter(([, value]) => canBeSent(String(value)))),
    ) as fc.Arbitrary<Record<string, string>>;
}

/** Whether a client may put this into a header at all. */
const canBeSent = (value: string) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

function bodyOf({ requestBody }: Operation["operation"], resolve: Resolve) {
  const schema = requestBody?.content["application/json"]?.schema;
  const raw = fc.oneof(hostileText, fc.string(), fc.constantFrom("{", "[]", "null", '"', "{}"));
  if (schema === undefined) return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, raw);
  const valid = arbitraryOf(schema, resolve);
  const spoilt = fc
    .tuple(valid, fc.nat(20), hostileValue, fc.boolean())
    .map(([value, at, hostile, isNew]) => spoil(value as object, at, hostile, isNew));
  return fc.oneof(
    { weight: 6, arbitrary: valid.map((value) => JSON.stringify(value)) },
    { weight: 4, arbitrary: spoilt.map((value) => JSON.stringify(value)) },
    raw,
    fc.constant(undefined),
  );
}

/** The same object with one field, at any depth one may go on from there, put in another's place. */
function spoil(value: object, at: number, hostile: unknown, isNew: boolean): object {
  const keys = Object.keys(value);
  if (isNew || keys.length === 0) return { ...value, [marker]: hostile };
  const key = keys[at % keys.length]!;
  const inner = (value as Record<string, unknown>)[key];
  const goesOn =
    typeof inner === "object" && inner !== null && !Array.isArray(inner) && at % 2 === 0;
  return { ...value, [key]: goesOn ? spoil(inner, at >> 1, hostile, at % 3 === 0) : hostile };
}
