import { z } from "zod";

/** The JSON Schema words that the grammar can hold a reply to. Any other is refused rather than ignored. */
const enforced = new Set([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "minProperties",
  "maxProperties",
  "items",
  "prefixItems",
  "minItems",
  "maxItems",
  "enum",
  "const",
  "oneOf",
  "minLength",
  "maxLength",
  "$ref",
  "$defs",
]);
const annotations = new Set(["title", "description", "default", "examples", "$schema", "$id"]);

const MAX_DEPTH = 16;

/**
 * The first word of a JSON Schema that cannot be enforced, as a dotted path; undefined when all can be.
 * Nesting deeper than 16 levels counts as one.
 */
export function findUnenforceable(
  schema: unknown,
  path: readonly string[] = [],
): string | undefined {
  if (typeof schema === "boolean") return undefined;
  if (path.length > MAX_DEPTH * 2 || typeof schema !== "object" || schema === null) {
    return path.join(".") || "schema";
  }
  for (const [word, value] of Object.entries(schema)) {
    const at = [...path, word];
    if (annotations.has(word)) continue;
    if (!enforced.has(word)) return at.join(".");
    const found = findInside(word, value, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInside(word: string, value: unknown, path: readonly string[]): string | undefined {
  if (word === "properties" || word === "$defs") {
    if (typeof value !== "object" || value === null) return path.join(".");
    return firstOf(Object.entries(value), path);
  }
  if (word === "oneOf" || word === "prefixItems") {
    if (!Array.isArray(value)) return path.join(".");
    return firstOf([...value.entries()], path);
  }
  if (word === "items" || word === "additionalProperties") return findUnenforceable(value, path);
  return undefined;
}

function firstOf(entries: [string | number, unknown][], path: readonly string[]) {
  for (const [key, schema] of entries) {
    const found = findUnenforceable(schema, [...path, String(key)]);
    if (found !== undefined) return found;
  }
  return undefined;
}

const JsonSchema = z.record(z.string(), z.unknown()).superRefine((schema, context) => {
  const word = findUnenforceable(schema);
  if (word !== undefined) {
    context.addIssue({ code: "custom", message: `this server cannot enforce "${word}"` });
  }
});

/** OpenAI's `response_format`; the reply is held to it by a grammar, not by asking nicely. */
export const ResponseFormat = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text") }),
  z.strictObject({ type: z.literal("json_object") }),
  z.strictObject({
    type: z.literal("json_schema"),
    json_schema: z.strictObject({
      name: z.string().max(64),
      description: z.string().optional(),
      schema: JsonSchema,
      strict: z.boolean().nullish(),
    }),
  }),
]);
export type ResponseFormat = z.infer<typeof ResponseFormat>;
