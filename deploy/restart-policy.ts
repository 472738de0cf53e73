import { EXIT_CONFIGURATION } from "./startup-error.ts";

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 30_000;
/** A process that was ready for this long has shown that it works: its next death is a new story. */
const HEALTHY_MS = 60_000;

/** How a supervised process ended, and what came before. */
export interface Death {
  code: number | null;
  signal: string | null;
  /** Whether any process of this program has been ready since the supervisor started. */
  everReady: boolean;
  /** How long this one was ready; 0 if it never was. */
  readyForMs: number;
  /** What the policy said the last time; undefined for the first death. */
  lastDelayMs: number | undefined;
}

/**
 * How long to wait before a dead process is started again: a quarter of a second, doubled with
 * every further death up to half a minute.
 *
 * @returns milliseconds, or undefined when it should stay down: settings that never worked
 */
export function restartDelayMs(death: Death): number | undefined {
  if (death.code === EXIT_CONFIGURATION && !death.everReady) return undefined;
  if (death.lastDelayMs === undefined || death.readyForMs >= HEALTHY_MS) return FIRST_DELAY_MS;
  return Math.min(death.lastDelayMs * 2, LONGEST_DELAY_MS);
}
