import { describe, expect, it } from "vitest";

import { isAllowedOrigin } from "./origin.ts";

const allowed = ["https://chat.example.org", "app://sarah"];
const isAllowed = (origin: string | undefined, url = "http://sarah.example/v1/ws") =>
  isAllowedOrigin(origin, { url, allowed });

describe("an Origin", () => {
  it.each([
    undefined,
    "http://sarah.example",
    "https://sarah.example",
    "https://chat.example.org",
    "app://sarah",
  ])("is let in: %s", (origin) => {
    expect(isAllowed(origin)).toBe(true);
  });

  it.each([
    "null",
    "",
    "sarah.example",
    "ftp://sarah.example",
    "app://sarah.example",
    "https://sarah.example:8443",
    "https://sarah.example.evil.org",
    "http://chat.example.org",
  ])("is refused: %s", (origin) => {
    expect(isAllowed(origin)).toBe(false);
  });

  it("is the server's own on the port it is asked on", () => {
    expect(isAllowed("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1/ws")).toBe(true);
    expect(isAllowed("http://127.0.0.1:3000", "http://127.0.0.1:8000/v1/ws")).toBe(false);
    expect(isAllowed("https://sarah.example", "http://sarah.example:443/v1/ws")).toBe(true);
  });
});
