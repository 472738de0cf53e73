import type { OpenAPIHono } from "@hono/zod-openapi";

import type { AppEnv } from "#api/http/app-env.ts";
import { describeAnswers, documentedHeaders } from "./document-answers.ts";
import packageJson from "#package.json" with { type: "json" };

/** The OpenAPI 3.1 document, generated from the schemas that validate requests. */
export function openApiDocument(app: OpenAPIHono<AppEnv>) {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
  });
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Sarah AI",
      version: packageJson.version,
      description: packageJson.description,
      license: { name: "MIT", url: "https://spdx.org/licenses/MIT.html" },
    },
    servers: [{ url: "/" }],
  });
  describeAnswers((document.paths ?? {}) as Parameters<typeof describeAnswers>[0]);
  const { components } = document;
  return { ...document, components: { ...components, headers: documentedHeaders } };
}
