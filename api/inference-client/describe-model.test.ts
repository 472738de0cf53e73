import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { describeModel } from "./describe-model.ts";

const meta = {
  capabilities: ["priority"],
  context: 2048,
  promptForm: "compact",
  replyReserve: 100,
  slots: 4,
};
const list = (...data: object[]) => ({ object: "list", data });

describe("the description of a model", () => {
  test("is what our server says of it", () => {
    expect(describeModel(list({ id: "nano", object: "model", meta }), undefined)).toEqual({
      model: "nano",
      contextTokens: 2048,
      replyReserveTokens: 100,
      form: "compact",
      capabilities: ["priority"],
      isOurs: true,
    });
  });

  test("assumes little of another server's, and none of our extensions", () => {
    expect(describeModel(list({ id: "gpt" }), undefined)).toEqual({
      model: "gpt",
      contextTokens: 1024,
      replyReserveTokens: 192,
      form: "chat",
      capabilities: [],
      isOurs: false,
    });
  });

  test.each([[null], [{ n_ctx_train: 4096 }], ["text"], [{ ...meta, promptForm: "alien" }]])(
    "takes a meta of another make (%j) for none",
    (other) => {
      const description = describeModel(list({ id: "m", meta: other }), undefined);
      expect(description).toMatchObject({ model: "m", isOurs: false, contextTokens: 1024 });
    },
  );

  test("is of the model asked for, else of the first", () => {
    const two = list({ id: "a" }, { id: "b", meta });
    expect(describeModel(two, "b")).toMatchObject({ model: "b", isOurs: true });
    expect(describeModel(two, undefined)).toMatchObject({ model: "a", isOurs: false });
    expect(describeModel(two, "alias")).toMatchObject({ model: "alias", isOurs: false });
  });

  test("is none where there is no list of models", () => {
    expect(describeModel(list(), undefined)).toBeUndefined();
    fc.assert(
      fc.property(fc.anything(), fc.option(fc.string(), { nil: undefined }), (body, wanted) => {
        expect(describeModel(body, wanted)).toBeUndefined();
      }),
    );
  });
});
