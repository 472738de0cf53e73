import { randomInt } from "node:crypto";

import type { Grammar, Sampling } from "#inference/engine/backend-interface.ts";
import type { ReplyRequest } from "#inference/engine/reply.ts";
import { ApiError } from "#inference/errors.ts";
import type { Fragment } from "#inference/kv-cache/fragments.ts";
import { toTokens } from "#inference/kv-cache/fragments.ts";
import type { ChatCompletionRequest } from "#inference/protocol/chat-completion-request.ts";
import type { Service } from "#inference/service.ts";

/**
 * What the engine is asked to do for a chat completion.
 *
 * @throws ApiError 400 when the prompt does not fit, or a parameter cannot be met
 */
export async function toReplyRequest(
  service: Service,
  body: ChatCompletionRequest,
): Promise<Omit<ReplyRequest, "signal">> {
  refuseOtherModel(service, body.model);
  const prompt = toPrompt(service, body);
  const room = service.backend.contextTokens - toTokens(prompt).length;
  if (room < 1) throw refuseLong(service, prompt);
  const wanted = body.max_completion_tokens ?? body.max_tokens ?? room;
  const isFill = wanted === 0;
  const isBackground = body.x_sarah?.priority === "background";
  return {
    prompt,
    sampling: toSampling(service, body, await toGrammar(service, body)),
    maxTokens: Math.min(wanted, room),
    stop: body.stop ?? [],
    ignoreEnd: body.ignore_eos ?? false,
    cacheKey: body.prompt_cache_key,
    user: body.user,
    background: isFill || isBackground,
    sparesRecent: isFill && isBackground,
    reportsQueue: body.x_sarah?.report_queue ?? false,
  };
}

function refuseOtherModel({ model }: Service, asked: string | undefined): void {
  if (asked === undefined || asked === model.name) return;
  throw new ApiError(`This server runs ${model.name} only.`, {
    status: 404,
    code: "model_not_found",
    param: "model",
  });
}

function toPrompt(service: Service, body: ChatCompletionRequest): Fragment[] {
  const continueFinal = body.x_sarah?.continue_final_message ?? false;
  if (continueFinal && body.messages.at(-1)?.role !== "assistant") {
    throw new ApiError("To be continued, the last message has to be the assistant's.", {
      status: 400,
      code: "invalid_value",
      param: "x_sarah.continue_final_message",
    });
  }
  return service.tokenize(service.render(body.messages, { continueFinal }));
}

function refuseLong({ backend }: Service, prompt: readonly Fragment[]): ApiError {
  const length = toTokens(prompt).length;
  return new ApiError(
    `The prompt is ${length} tokens; a slot holds ${backend.contextTokens}, reply included.`,
    { status: 400, code: "context_length_exceeded", param: "messages" },
  );
}

function toSampling(
  { model }: Service,
  body: ChatCompletionRequest,
  grammar: Grammar | undefined,
): Sampling {
  return {
    temperature: body.temperature ?? model.sampling.temperature,
    topP: body.top_p ?? model.sampling.topP,
    topK: body.top_k ?? model.sampling.topK,
    minP: body.min_p ?? model.sampling.minP,
    seed: body.seed ?? randomInt(2 ** 32),
    repeatPenalty: body.repeat_penalty ?? model.sampling.repeatPenalty,
    presencePenalty: body.presence_penalty ?? 0,
    frequencyPenalty: body.frequency_penalty ?? 0,
    grammar,
  };
}

async function toGrammar(
  { backend }: Service,
  { response_format: format }: ChatCompletionRequest,
): Promise<Grammar | undefined> {
  if (format === undefined || format.type === "text") return undefined;
  const schema = format.type === "json_object" ? "json" : format.json_schema.schema;
  try {
    return await backend.compileGrammar(schema);
  } catch {
    throw new ApiError("No grammar can be made of this schema.", {
      status: 400,
      code: "invalid_value",
      param: "response_format",
    });
  }
}
