import { completionPath, toBody, type CompletionRequest } from "./completion-request.ts";
import { describeModel, type ModelDescription } from "./describe-model.ts";
import { InferenceError } from "./inference-error.ts";
import type { CompletionStream } from "./read-completion.ts";
import { loadingMessage, request } from "./transport.ts";
import { createWatchdog } from "./watchdog.ts";
import { openStream, type StreamLimits } from "./watched-stream.ts";

const descriptionFreshMs = 30_000;

/** How many times what connecting may take, where the server then says at once whether it will. */
const admissionPatience = 5;

/** A cache may have to leave a slot that computes. */
const eraseWithinMs = 10_000;

const cachePath = (key: string) => `/v1/cache/${encodeURIComponent(key)}`;

interface Settings extends StreamLimits {
  url: string;
  model: string | undefined;
  token: string | undefined;
  connectTimeoutMs: number;
}

/** How the inference server is. */
export interface InferenceHealth {
  status: "ok" | "loading" | "down";
  model: string | null;
  latencyMs: number;
}

/**
 * Speaks the OpenAI-compatible wire of an inference server, ours or another. Extensions go only to
 * a server that says it has them; any other gets nothing but OpenAI's plain fields.
 */
export class InferenceClient {
  readonly #settings: Settings;
  readonly #now: () => Date;
  readonly #headers: Record<string, string>;
  #known: { description: ModelDescription; at: number } | undefined;

  constructor(settings: Settings, now: () => Date) {
    this.#settings = settings;
    this.#now = now;
    this.#headers = {
      "Content-Type": "application/json",
      ...(settings.token !== undefined && { Authorization: `Bearer ${settings.token}` }),
    };
  }

  /** The model that answers. Remembered for 30 s, forgotten when a call fails. */
  async describe(): Promise<ModelDescription> {
    const known = this.#known;
    const isFresh = known !== undefined && this.#now().getTime() - known.at < descriptionFreshMs;
    return isFresh ? known.description : this.#fetchDescription();
  }

  /** Asks the server whether it can answer. Never throws. */
  async check(): Promise<InferenceHealth> {
    const startedAt = performance.now();
    const latencyMs = () => Math.round(performance.now() - startedAt);
    try {
      const { model } = await this.#fetchDescription();
      return { status: "ok", model, latencyMs: latencyMs() };
    } catch (error) {
      this.#known = undefined;
      const loading = error instanceof InferenceError && error.message === loadingMessage;
      return { status: loading ? "loading" : "down", model: null, latencyMs: latencyMs() };
    }
  }

  /**
   * Asks for a completion. Resolves once the server has admitted the request; the stream then
   * yields the text. Aborting the signal stops the generation, unless the server keeps it.
   *
   * @throws InferenceError, from the stream too
   */
  async complete(completion: CompletionRequest, signal: AbortSignal): Promise<CompletionStream> {
    const description = await this.describe();
    const { capabilities } = description;
    const isKept = capabilities.includes("store");
    const init = {
      method: "POST",
      headers: { ...this.#headers, ...(isKept && { "Idempotency-Key": completion.key }) },
      body: JSON.stringify(toBody(completion, description)),
    };
    const admitsAtOnce = capabilities.includes("report_queue");
    return this.#stream("/v1/chat/completions", init, { signal, admitsAtOnce });
  }

  /**
   * Follows a completion that the server has kept, from after so many code points of its text.
   *
   * @throws InferenceError gone when the server has none of that key, or keeps none at all
   */
  async resume(
    key: string,
    afterCodePoints: number,
    signal: AbortSignal,
  ): Promise<{ stream: CompletionStream; model: string }> {
    const { capabilities, model } = await this.describe();
    if (!capabilities.includes("store")) {
      throw new InferenceError("gone", "The server keeps no completions");
    }
    const path = `${completionPath(key)}?stream=true&after=${afterCodePoints}`;
    const stream = await this.#stream(
      path,
      { headers: this.#headers },
      { signal, admitsAtOnce: true },
    );
    return { stream, model };
  }

  /**
   * Has a server that can do so read the beginning of a prompt in the background.
   *
   * @throws InferenceError
   */
  async warm(
    { messages, cacheKey, userId }: Pick<CompletionRequest, "messages" | "cacheKey" | "userId">,
    signal: AbortSignal,
  ): Promise<void> {
    const { capabilities, model } = await this.describe();
    if (!capabilities.includes("prefill")) return;
    const response = await request(`${this.#settings.url}/v1/chat/completions`, {
      method: "POST",
      headers: this.#headers,
      body: JSON.stringify({
        model,
        messages,
        max_tokens: 0,
        prompt_cache_key: cacheKey,
        user: userId,
        x_sarah: { priority: "background" },
      }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(this.#settings.firstTokenTimeoutMs)]),
    });
    await response.body?.cancel();
  }

  /** Has the server stop a completion and forget it. Never throws. */
  async forget(key: string): Promise<void> {
    try {
      const { capabilities } = await this.describe();
      if (!capabilities.includes("store")) return;
      await this.#ask(completionPath(key), "DELETE", async ({ body }) => body?.cancel());
    } catch {
      // What the server does not hear of, it forgets by itself after a quarter of an hour.
    }
  }

  /**
   * Has the server forget completions and conversations' caches, where it keeps such things.
   *
   * @throws InferenceError where it cannot be told: then it may still have them
   */
  async erase(
    { completions, caches }: { completions: string[]; caches: string[] },
    signal: AbortSignal,
  ): Promise<void> {
    const { capabilities } = await this.#fetchDescription();
    const paths = [
      ...(capabilities.includes("store") ? completions.map(completionPath) : []),
      ...(capabilities.includes("cache") ? caches.map(cachePath) : []),
    ];
    for (const path of paths) await this.#delete(path, signal);
  }

  async #delete(path: string, signal: AbortSignal): Promise<void> {
    try {
      const response = await request(`${this.#settings.url}${path}`, {
        method: "DELETE",
        headers: this.#headers,
        signal: AbortSignal.any([signal, AbortSignal.timeout(eraseWithinMs)]),
      });
      await response.body?.cancel();
    } catch (error) {
      if (!(error instanceof InferenceError && error.failure === "gone")) throw error;
    }
  }

  async #stream(
    path: string,
    init: RequestInit,
    { signal, admitsAtOnce }: { signal: AbortSignal; admitsAtOnce: boolean },
  ): Promise<CompletionStream> {
    const admissionTimeoutMs = admissionPatience * this.#settings.connectTimeoutMs;
    const limits = { ...this.#settings, ...(admitsAtOnce && { admissionTimeoutMs }) };
    try {
      return await openStream(`${this.#settings.url}${path}`, init, { signal, limits });
    } catch (error) {
      this.#known = undefined;
      throw error;
    }
  }

  /** Asks for what is answered at once, and reads it, in the time that connecting may take. */
  async #ask<T>(
    path: string,
    method: "GET" | "DELETE",
    read: (answer: Response) => Promise<T>,
  ): Promise<T> {
    const { url, connectTimeoutMs } = this.#settings;
    const { signal, restart, stop } = createWatchdog();
    restart(connectTimeoutMs, "An answer");
    try {
      return await read(await request(`${url}${path}`, { method, headers: this.#headers, signal }));
    } finally {
      stop();
    }
  }

  async #fetchDescription(): Promise<ModelDescription> {
    const read = async (answer: Response): Promise<unknown> => answer.json().catch(() => undefined);
    const body = await this.#ask("/v1/models", "GET", read);
    const description = describeModel(body, this.#settings.model);
    if (description === undefined) {
      throw new InferenceError("unavailable", "GET /v1/models gave no model list");
    }
    this.#known = { description, at: this.#now().getTime() };
    return description;
  }
}
