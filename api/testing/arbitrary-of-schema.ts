import * as fc from "fast-check";

/** As much of JSON Schema as our schemas use. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

/** Looks up what a `$ref` names. */
export type Resolve = (ref: string) => Schema;

const longestText = 300;
const mostItems = 5;

/** Values that a schema allows, most of the time: what it says in words is not understood. */
export function arbitraryOf(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return arbitraryOf(resolve(schema.$ref), resolve);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fc.oneof(...either.map((one) => arbitraryOf(one, resolve)));
  if (schema.allOf !== undefined) {
    const all = schema.allOf.map((one) => arbitraryOf(one, resolve));
    return fc.tuple(...all).map((parts) => Object.assign({}, ...parts));
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? "object"];
  return fc.oneof(...types.map((type) => ofType(type, schema, resolve)));
}

function ofType(type: string, schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  switch (type) {
    case "string":
      return textOf(schema);
    case "integer":
      return fc.integer(rangeOf(schema));
    case "number":
      return fc.oneof(fc.integer(rangeOf(schema)), fc.double({ ...rangeOf(schema), noNaN: true }));
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(arbitraryOf(schema.items ?? {}, resolve), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(
          schema.minItems ?? 0,
          Math.min(schema.maxItems ?? mostItems, mostItems),
        ),
      });
    default:
      return objectOf(schema, resolve);
  }
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema) {
  const min = minimum ?? (exclusiveMinimum === undefined ? -1_000_000 : exclusiveMinimum + 1);
  const max = maximum ?? (exclusiveMaximum === undefined ? 1_000_000 : exclusiveMaximum - 1);
  return { min, max: Math.max(min, max) };
}

function textOf({ format, pattern, minLength = 0, maxLength = longestText }: Schema) {
  if (format === "uuid") return fc.uuid();
  if (format === "email") return fc.uuid().map((id) => `${id}@example.org`);
  if (format === "date-time") return validDate().map((date) => date.toISOString());
  if (format === "date") return validDate().map((date) => date.toISOString().slice(0, 10));
  if (format === "uri") return fc.webUrl();
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const longest = Math.max(minLength, Math.min(maxLength, longestText));
  const characters = { minLength, maxLength: longest } as const;
  return fc.oneof(fc.string(characters), fc.string({ ...characters, unit: "grapheme" }));
}

const validDate = () =>
  fc.date({ min: new Date("1930-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });

function objectOf(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, arbitraryOf(inner, resolve)]),
  );
  const known = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  if (typeof additionalProperties !== "object") return known;
  const more = fc.dictionary(
    fc.string({ maxLength: 10 }),
    arbitraryOf(additionalProperties, resolve),
    {
      maxKeys: 2,
    },
  );
  return fc.tuple(more, known).map(([extra, own]) => Object.assign({}, extra, own));
}
