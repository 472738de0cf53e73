import type { CacheTier } from "#inference/kv-cache/kv-cache.ts";

import { Histogram } from "./histogram.ts";

const WAIT_SECONDS = [0.005, 0.05, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const GAP_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 2, 5];

/** What is as it is at this moment. */
export interface Gauges {
  readonly running: number;
  readonly waiting: number;
  readonly diskFiles: number;
  readonly diskBytes: number;
}

/** What the engine has done since it started, for `/metrics`. Times come in milliseconds. */
export class EngineMetrics {
  readonly #queueWait = new Histogram(WAIT_SECONDS);
  readonly #firstToken = new Histogram(WAIT_SECONDS);
  readonly #interToken = new Histogram(GAP_SECONDS);
  readonly #tiers: Record<CacheTier, number> = { slot: 0, disk: 0, shared: 0, none: 0 };
  #promptTokens = 0;
  #cachedTokens = 0;
  #promptMs = 0;
  #writtenTokens = 0;
  #writtenMs = 0;
  #steps = 0;
  #busySlots = 0;
  #refused = 0;

  /** A request got its slot. */
  started(waitedMs: number, tier: CacheTier): void {
    this.#queueWait.observe(waitedMs / 1000);
    this.#tiers[tier]++;
  }

  /** A batch was computed. */
  stepped(replies: number): void {
    this.#steps++;
    this.#busySlots += replies;
  }

  /** A reply's first token was written, so long after it was asked for. */
  beganWriting(sinceAskedMs: number): void {
    this.#firstToken.observe(sinceAskedMs / 1000);
  }

  wroteOn(sinceLastMs: number): void {
    this.#interToken.observe(sinceLastMs / 1000);
  }

  /** A reply gave its slot back. */
  left(counts: {
    readonly readTokens: number;
    readonly cachedTokens: number;
    readonly completionTokens: number;
    readonly promptMs: number;
    readonly completionMs: number;
  }): void {
    this.#promptTokens += counts.readTokens;
    this.#cachedTokens += counts.cachedTokens;
    this.#promptMs += counts.promptMs;
    this.#writtenTokens += counts.completionTokens;
    this.#writtenMs += counts.completionMs;
  }

  refused(): void {
    this.#refused++;
  }

  /** All of it in Prometheus's text format; what llama.cpp's server has too goes by its names. */
  render(gauges: Gauges): string {
    const lines = [
      ...counter("llamacpp:prompt_tokens_total", "Prompt tokens evaluated.", this.#promptTokens),
      ...counter("llamacpp:prompt_seconds_total", "Time to the first token.", this.#promptMs / 1e3),
      ...counter("llamacpp:tokens_predicted_total", "Tokens written.", this.#writtenTokens),
      ...counter(
        "llamacpp:tokens_predicted_seconds_total",
        "Time from the first token to the last.",
        this.#writtenMs / 1e3,
      ),
      ...counter("llamacpp:n_decode_total", "Batches computed.", this.#steps),
      ...gauge(
        "llamacpp:n_busy_slots_per_decode",
        "Replies in a batch, on average.",
        this.#busySlots / Math.max(1, this.#steps),
      ),
      ...gauge("llamacpp:requests_processing", "Replies that have a slot.", gauges.running),
      ...gauge("llamacpp:requests_deferred", "Requests that wait for a slot.", gauges.waiting),
      ...counter(
        "sarah_requests_refused_total",
        "Requests for which the queue had no room or time.",
        this.#refused,
      ),
      ...counter(
        "sarah_prompt_tokens_cached_total",
        "Prompt tokens found in the cache.",
        this.#cachedTokens,
      ),
      ...header(
        "sarah_cache_lookups_total",
        "Where the beginning of a prompt was found.",
        "counter",
      ),
      ...Object.entries(this.#tiers).map(
        ([tier, count]) => `sarah_cache_lookups_total{tier="${tier}"} ${count}`,
      ),
      ...gauge("sarah_cache_disk_files", "Conversations on disk.", gauges.diskFiles),
      ...gauge("sarah_cache_disk_bytes", "Their size.", gauges.diskBytes),
      ...histogram("sarah_queue_wait_seconds", "From asking to a slot.", this.#queueWait),
      ...histogram(
        "sarah_first_token_seconds",
        "From asking to the first token.",
        this.#firstToken,
      ),
      ...histogram("sarah_inter_token_seconds", "From one token to the next.", this.#interToken),
    ];
    return `${lines.join("\n")}\n`;
  }
}

function header(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function counter(name: string, help: string, value: number): string[] {
  return [...header(name, help, "counter"), `${name} ${value}`];
}

function gauge(name: string, help: string, value: number): string[] {
  return [...header(name, help, "gauge"), `${name} ${value}`];
}

function histogram(name: string, help: string, values: Histogram): string[] {
  return [...header(name, help, "histogram"), ...values.render(name)];
}
