import { Hono } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "#api/http/app-env.ts";
import { docsPage, docsStart } from "./page.ts";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** `/docs`: the OpenAPI document as a page, with nothing loaded from outside. */
export function docsRoutes() {
  const app = new Hono<AppEnv>();
  app.get("/", (c) => {
    c.header("Content-Security-Policy", policy);
    return c.html(docsPage);
  });
  app.get("/start.js", (c) => {
    return c.body(docsStart, 200, { "Content-Type": "text/javascript; charset=utf-8" });
  });
  app.get("/:asset{[a-z0-9-]+\\.(?:js|css|png)}", async (c) => {
    const asset = await c.env.services.loadDocsAsset(c.req.param("asset"));
    if (asset === undefined) throw new DomainError("not-found");
    return c.body(asset.body, 200, {
      "Content-Type": asset.contentType,
      "Cache-Control": "public, max-age=3600",
    });
  });
  return app;
}
