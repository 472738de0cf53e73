import bcrypt from "@node-rs/bcrypt";
import { compare } from "bcryptjs";
import { describe, expect, test } from "vitest";

import { decoyHashOf } from "./decoy-hash.ts";

describe("the hash of nobody's password", () => {
  test("is checked like any other, on Node and at the edge, and fits nothing", async () => {
    const decoy = decoyHashOf(4);
    expect(decoy).toHaveLength((await bcrypt.hash("x", { cost: 4 })).length);
    expect(decoyHashOf(12).slice(0, 7)).toBe((await bcrypt.hash("x", { cost: 12 })).slice(0, 7));
    for (const password of ["", "x", "password", decoy]) {
      expect(await bcrypt.verify(password, decoy)).toBe(false);
      expect(await compare(password, decoy)).toBe(false);
    }
  });
});
