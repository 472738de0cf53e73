/**
 * How Postgres' text form becomes a JavaScript value and back, for postgres.js; PGlite as drizzle
 * uses it does the same. Written out here because postgres.js would otherwise ask the server for
 * the array types on each new connection: one round trip more, for every request at the edge.
 */
export type Parse = (text: string) => unknown;

/** int8 (count(*), sequences): a number, or a bigint where a number would round. */
export function toInteger(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

const int8 = 20;
const same: Parse = (text) => text;
const toBoolean: Parse = (text) => text === "t";

/** Element parsers by the array type's number in pg_type; those numbers never change. */
const arrays: Record<number, Parse> = {
  199: JSON.parse, // json[]
  1000: toBoolean, // boolean[]
  1005: Number, // int2[]
  1007: Number, // int4[]
  1009: same, // text[]
  1015: same, // varchar[]
  1016: toInteger, // int8[]
  1021: Number, // real[]
  1022: Number, // float8[]
  2951: same, // uuid[]
  3807: JSON.parse, // jsonb[]
};

/** date, time, timestamp, timestamptz, and arrays of date, timestamp, timestamptz, numeric. */
const keptAsText = [1082, 1083, 1114, 1184, 1182, 1115, 1185, 1231];

/** Parsers by the type's number in pg_type, for what a driver does not parse as we want it. */
export const parsers: Record<number, Parse> = {
  [int8]: toInteger,
  ...Object.fromEntries(keptAsText.map((type) => [type, same])),
  ...Object.fromEntries(
    Object.entries(arrays).map(([type, parse]) => [type, (text: string) => toArray(text, parse)]),
  ),
};

/** Text stays text on its way out, too: `toParameter` has made it. Times, json (114) and jsonb. */
export const serializers: Record<number, (value: unknown) => unknown> = Object.fromEntries(
  [...keptAsText, 114, 3802].map((type) => [type, (value: unknown) => value]),
);

/** `{1,NULL,"a \"b\""}` as an array; nested braces as nested arrays. */
export function toArray(text: string, parse: Parse): unknown[] {
  const token = /[{},]|"((?:[^"\\]|\\.)*)"|[^{},]+/gs;
  const outside: unknown[] = [];
  const stack = [outside];
  for (const [part, quoted] of text.matchAll(token)) {
    const innermost = stack.at(-1)!;
    if (part === "{") stack.push([]);
    else if (part === "}") stack.at(-2)!.push(stack.pop());
    else if (quoted !== undefined) innermost.push(parse(quoted.replaceAll(/\\(.)/gs, "$1")));
    else if (part !== ",") innermost.push(part === "NULL" ? null : parse(part));
  }
  return outside.flat(1);
}

type Parameter = string | number | boolean | Uint8Array | null;

/**
 * A parameter of a raw statement as postgres.js can send it whatever the column: arrays as array
 * literals, dates in ISO form, other objects as JSON, bigints as text. Left alone, postgres.js guesses the type of
 * an array from its first element and drizzle has taken its date and JSON serializers away.
 */
export function toParameter(value: unknown): Parameter {
  if (Array.isArray(value)) return toArrayLiteral(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array || value === null) return value;
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return String(value);
    case "object":
      return JSON.stringify(value);
    default:
      throw new TypeError(`A ${typeof value} cannot be a statement's parameter`);
  }
}

function toArrayLiteral(values: unknown[]): string {
  return `{${values.map(toElement).join(",")}}`;
}

function toElement(value: unknown): string {
  if (Array.isArray(value)) return toArrayLiteral(value);
  if (value === null || value === undefined) return "NULL";
  const text = value instanceof Uint8Array ? `\\x${toHex(value)}` : String(toParameter(value));
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

const toHex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
