import { Hono } from "hono";

import { ApiError } from "#inference/errors.ts";
import { parseBody } from "#inference/parse-body.ts";
import { EmbeddingsRequest, type EmbeddingsResponse } from "#inference/protocol/embeddings.ts";
import type { EmbeddingModel, Service } from "#inference/service.ts";

import { watchClient } from "./watch-client.ts";

/** `POST /v1/embeddings`: by the second model, one text after another, until the client leaves. */
export function createEmbeddingsRoute(loaded: () => Service): Hono {
  return new Hono().post("/", async (context) => {
    const model = loaded().embeddings ?? refuse();
    const body = await parseBody(context, EmbeddingsRequest);
    const { signal } = watchClient(context);
    const texts = tokenize(model, body);
    const data: EmbeddingsResponse["data"] = [];
    for (const [index, tokens] of texts.entries()) {
      if (signal.aborted) break;
      const vector = await model.embedder.embed(tokens);
      const embedding = body.encoding_format === "base64" ? toBase64(vector) : [...vector];
      data.push({ object: "embedding", index, embedding });
    }
    const count = texts.reduce((sum, tokens) => sum + tokens.length, 0);
    const usage = { prompt_tokens: count, total_tokens: count };
    return context.json<EmbeddingsResponse>({ object: "list", model: model.name, data, usage });
  });
}

function tokenize({ name, embedder }: EmbeddingModel, { model, input }: EmbeddingsRequest) {
  if (model !== undefined && model !== name) {
    throw new ApiError(`This server embeds with ${name} only.`, {
      status: 404,
      code: "model_not_found",
      param: "model",
    });
  }
  return input.map((text, index) => {
    const tokens = embedder.tokenize(text);
    if (tokens.length <= embedder.contextTokens) return tokens;
    throw new ApiError(`The text is longer than ${embedder.contextTokens} tokens.`, {
      status: 400,
      code: "context_length_exceeded",
      param: `input.${index}`,
    });
  });
}

function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString("base64");
}

function refuse(): never {
  throw new ApiError("This server has no embedding model: EMBEDDING_MODEL names one.", {
    status: 400,
    code: "embeddings_unavailable",
  });
}
