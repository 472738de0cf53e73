import { Hono } from "hono";

import { tokenizePlainText } from "#inference/engine/plain-text.ts";
import { parseBody } from "#inference/parse-body.ts";
import { TokenizeRequest, type TokenizeResponse } from "#inference/protocol/tokenize.ts";
import type { Service } from "#inference/service.ts";

/** `POST /tokenize`: text as the model reads it. */
export function createTokenizeRoute(loaded: () => Service): Hono {
  return new Hono().post("/", async (context) => {
    const { vocabulary } = loaded().backend;
    const { content } = await parseBody(context, TokenizeRequest);
    return context.json<TokenizeResponse>({ tokens: tokenizePlainText(vocabulary, content) });
  });
}
