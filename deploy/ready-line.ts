import { z } from "zod";

/** The part of the API's `GET /health` that the line is about. */
const Health = z.object({
  checks: z.object({
    inference: z.object({
      status: z.enum(["ok", "loading", "down"]),
      model: z.string().nullish(),
    }),
  }),
});
export type InferenceHealth = z.infer<typeof Health>["checks"]["inference"];

const HEALTH_TIMEOUT_MS = 5000;

/** What the API says about its inference server; "down" when it does not say. */
export async function askInferenceHealth(apiUrl: string): Promise<InferenceHealth> {
  try {
    const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
    const answer = await fetch(new URL("/health", apiUrl), { signal });
    return Health.parse(await answer.json()).checks.inference;
  } catch {
    return { status: "down" };
  }
}

/** The one line that a start prints. */
export function readyLine(apiUrl: string, { status, model }: InferenceHealth): string {
  const about = {
    ok: `model: ${model ?? "unknown"}`,
    loading: "model: still loading",
    down: "model: not reachable yet",
  };
  return `Sarah AI is ready at ${apiUrl}  (docs: /docs, ${about[status]})`;
}
