import type { Context } from "hono";
import type { z } from "zod";

import { ApiError } from "./errors.ts";

/** OpenAI's request fields that this server has nothing for, to tell them from misspelled ones. */
const unsupported = new Set(
  (
    "audio function_call functions logit_bias logprobs metadata modalities moderation n parallel_tool_calls " +
    "prediction prompt_cache_retention reasoning_effort safety_identifier service_tier " +
    "tool_choice tool_calls tool_call_id tools top_logprobs verbosity web_search_options"
  ).split(" "),
);

/**
 * The JSON body, parsed by a schema.
 *
 * @throws ApiError 400 naming the parameter, never quoting its value
 */
export async function parseBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  return parseInput(schema, await readJson(context));
}

/**
 * Parses what a client sent.
 *
 * @throws ApiError 400 naming the parameter, never quoting its value
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(withoutUnset(input));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue ? toApiError(issue) : refuse("The body is invalid.", "invalid_value");
}

/** OpenAI clients send null for "not set", also of what this server has nothing for. */
function withoutUnset(input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const isSet = ([name, value]: [string, unknown]) => value !== null || !unsupported.has(name);
  return Object.fromEntries(Object.entries(input).filter(isSet));
}

async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    throw refuse("The body has to be JSON.", "invalid_json");
  }
}

function toApiError(issue: z.core.$ZodIssue): ApiError {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown];
  const param = path.join(".") || undefined;
  const field = String(unknown[0] ?? issue.path[0] ?? "");
  if (unsupported.has(field)) {
    return refuse(`This server does not support ${param}.`, "unsupported_parameter", param);
  }
  if (unknown.length > 0) return refuse(`Unknown parameter: ${param}.`, "unknown_parameter", param);
  return refuse(`${param ?? "The body"}: ${issue.message}`, "invalid_value", param);
}

function refuse(message: string, code: string, param?: string): ApiError {
  return new ApiError(message, { status: 400, code, ...(param ? { param } : {}) });
}
