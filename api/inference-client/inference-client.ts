import { ErrorBody } from "#inference/protocol/error-body.ts";
import { describeModel, type ModelDescription } from "./describe-model.ts";
import { InferenceError } from "./inference-error.ts";
import { readCompletion, type CompletionEnd } from "./read-completion.ts";
import { createWatchdog } from "./watchdog.ts";

const descriptionFreshMs = 30_000;
const temperatureElsewhere = 0.7;

interface Settings {
  url: string;
  model: string | undefined;
  token: string | undefined;
  connectTimeoutMs: number;
  firstTokenTimeoutMs: number;
  tokenGapTimeoutMs: number;
  replyTimeoutMs: number;
}

/** What is asked of the model. */
export interface CompletionRequest {
  messages: { role: string; content: string }[];
  maxTokens: number;
  /** Which cached prompt this one goes on from. */
  cacheKey: string;
  /** For fairness between users; says nothing about the person. */
  userId: string;
}

/** How the inference server is. */
export interface InferenceHealth {
  status: "ok" | "loading" | "down";
  model: string | null;
  latencyMs: number;
}

export type InferenceClient = ReturnType<typeof createInferenceClient>;

/**
 * Speaks the OpenAI-compatible wire of an inference server, ours or another. Extensions go only to
 * a server that says it has them; any other gets nothing but OpenAI's plain fields.
 */
export function createInferenceClient(settings: Settings, now: () => Date) {
  const headers = {
    "Content-Type": "application/json",
    ...(settings.token !== undefined && { Authorization: `Bearer ${settings.token}` }),
  };
  let known: { description: ModelDescription; at: number } | undefined;

  async function fetchDescription(): Promise<ModelDescription> {
    const signal = AbortSignal.timeout(settings.connectTimeoutMs);
    const response = await request(`${settings.url}/v1/models`, { headers, signal });
    const body: unknown = await response.json().catch(() => undefined);
    const description = describeModel(body, settings.model);
    if (description === undefined) {
      throw new InferenceError("unavailable", "GET /v1/models gave no model list");
    }
    known = { description, at: now().getTime() };
    return description;
  }

  return {
    /** The model that answers. Remembered for 30 s, forgotten when a call fails. */
    async describe(): Promise<ModelDescription> {
      const fresh = known !== undefined && now().getTime() - known.at < descriptionFreshMs;
      return fresh ? known!.description : fetchDescription();
    },

    /** Asks the server whether it can answer. Never throws. */
    async check(): Promise<InferenceHealth> {
      const startedAt = performance.now();
      const latencyMs = () => Math.round(performance.now() - startedAt);
      try {
        const { model } = await fetchDescription();
        return { status: "ok", model, latencyMs: latencyMs() };
      } catch (error) {
        known = undefined;
        const loading = error instanceof InferenceError && error.message === loadingMessage;
        return { status: loading ? "loading" : "down", model: null, latencyMs: latencyMs() };
      }
    },

    /**
     * Asks for a completion. Resolves once the server has admitted the request; the stream then
     * yields the text. Aborting the signal stops the generation.
     *
     * @throws InferenceError, from the stream too
     */
    async complete(
      completion: CompletionRequest,
      signal: AbortSignal,
    ): Promise<AsyncGenerator<string, CompletionEnd>> {
      const description = await this.describe();
      const watchdog = createWatchdog(
        AbortSignal.any([signal, AbortSignal.timeout(settings.replyTimeoutMs)]),
      );
      watchdog.restart(settings.firstTokenTimeoutMs, "The first token");
      try {
        const response = await request(`${settings.url}/v1/chat/completions`, {
          method: "POST",
          headers,
          body: JSON.stringify(toBody(completion, description)),
          signal: watchdog.signal,
        });
        return watched(readCompletion(response.body!), watchdog, settings.tokenGapTimeoutMs);
      } catch (error) {
        watchdog.stop();
        known = undefined;
        throw error;
      }
    },
  };
}

function toBody(completion: CompletionRequest, description: ModelDescription) {
  const plain = {
    model: description.model,
    messages: completion.messages,
    max_tokens: completion.maxTokens,
    stream: true,
    stream_options: { include_usage: true },
  };
  if (!description.isOurs) return { ...plain, temperature: temperatureElsewhere };
  return { ...plain, prompt_cache_key: completion.cacheKey, user: completion.userId };
}

async function* watched(
  stream: AsyncGenerator<string, CompletionEnd>,
  watchdog: ReturnType<typeof createWatchdog>,
  tokenGapTimeoutMs: number,
): AsyncGenerator<string, CompletionEnd> {
  try {
    for (;;) {
      const { done, value } = await stream.next();
      if (done) return value;
      watchdog.restart(tokenGapTimeoutMs, "The next token");
      yield value;
    }
  } catch (cause) {
    if (cause instanceof InferenceError) throw cause;
    const { reason } = watchdog.signal;
    if (reason instanceof InferenceError) throw reason;
    throw new InferenceError("failed", "The connection broke off", { cause });
  } finally {
    watchdog.stop();
    await stream.return(undefined as never).catch(() => {});
  }
}

const loadingMessage = "The model is still loading";

/** A fetch that fails by one kind of error, whatever went wrong. */
async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    if (cause instanceof InferenceError) throw cause;
    throw new InferenceError("unavailable", "The inference server was not reached", { cause });
  }
  if (response.ok) return response;
  throw await toError(response);
}

async function toError(response: Response): Promise<InferenceError> {
  const body = ErrorBody.safeParse(await response.json().catch(() => undefined));
  const code = body.data?.error.code;
  const message = body.data?.error.message ?? "";
  const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const options = Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {};
  if (response.status === 400 && (code === "context_length_exceeded" || /context/i.test(message))) {
    return new InferenceError("context-length", "The prompt does not fit");
  }
  if (response.status === 503 && /loading/i.test(`${code} ${message}`)) {
    return new InferenceError("unavailable", loadingMessage, options);
  }
  if (response.status === 503 || response.status === 429) {
    return new InferenceError("busy", "The server's queue is full", options);
  }
  return new InferenceError("unavailable", `The server answered ${response.status}`, options);
}
