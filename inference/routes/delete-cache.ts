import { Hono } from "hono";

import type { Service } from "#inference/service.ts";

/**
 * `DELETE /v1/cache/{prompt_cache_key}`: forgets what was read and written under a key, in its slot
 * and on disk. A request of that key that runs or waits goes on, and leaves nothing. 204 whether or
 * not there was anything.
 */
export function createDeleteCacheRoute(loaded: () => Service): Hono {
  return new Hono().delete("/:key", async (context) => {
    await loaded().engine.forget(context.req.param("key"));
    return context.body(null, 204);
  });
}
