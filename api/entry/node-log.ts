import { pino } from "pino";

import type { ApiConfig } from "#api/config.ts";
import type { Log } from "#api/platform.ts";

/** Log lines as JSON on standard error, so that standard output keeps the one line of a start. */
export function createNodeLog({ LOG_LEVEL }: Pick<ApiConfig, "LOG_LEVEL">): Log {
  const level = LOG_LEVEL === "warning" ? "warn" : LOG_LEVEL;
  const logger = pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
  return {
    debug: (event, fields = {}) => logger.debug(fields, event),
    info: (event, fields = {}) => logger.info(fields, event),
    warning: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  };
}
