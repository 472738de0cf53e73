import { randomBytes } from "node:crypto";

import { describe, expect, test } from "vitest";

import { isWeakSecret } from "./weak-secret.ts";

describe("a weak secret", () => {
  test.each([
    "changeme-changeme-changeme-changeme",
    "change-me-in-production-0b51c2d9e8f7a6",
    "your-secret-key-of-32-bytes-or-more!!",
    "a-secret-of-more-than-thirty-two-bytes",
    "secretsecretsecretsecretsecretsecret",
    "supersecretjwtkeythatnobodycanguess!",
    "your-256-bit-secret-your-256-bit-secret",
    "this-is-not-a-secure-secret-please-change",
    "keyboard cat keyboard cat and one more cat",
    "operator-token-1",
    "changeme-changeme",
    "x".repeat(40),
    "0".repeat(64),
    "abababababababababababababababababab",
    "0f8a3c".repeat(8),
    "12345678901234567890123456789012",
    "0123456789abcdef0123456789abcdef",
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "this is the DEFAULT key, replace it!!!",
    "sarah-ai-sarah-ai-production-server-key",
  ])("is %s", (secret) => {
    expect(isWeakSecret(secret)).toBe(true);
  });

  test("is none that was made by chance, however it is written", () => {
    for (let i = 0; i < 2000; i += 1) {
      const bytes = randomBytes(32);
      for (const form of ["hex", "base64", "base64url"] as const) {
        expect(isWeakSecret(bytes.toString(form))).toBe(false);
        expect(isWeakSecret(bytes.toString(form).slice(0, 16))).toBe(false);
      }
    }
  });
});
