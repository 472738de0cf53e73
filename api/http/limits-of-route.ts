import type { LimitName } from "#api/limits/rate-limits.ts";

const sends: [method: string, path: RegExp][] = [
  ["POST", /^\/v1\/chat$/],
  ["POST", /^\/v1\/conversations\/[^/]+\/messages$/],
  ["PATCH", /^\/v1\/conversations\/[^/]+\/messages\/[^/]+$/],
  ["POST", /^\/v1\/conversations\/[^/]+\/messages\/[^/]+\/regenerate$/],
];
const session = /^\/v1\/auth\/(refresh|logout|logout-all)$/;

/** The limits a route is under; the first is counted at the door, the others further in. */
export function limitsOfRoute(method: string, path: string): [LimitName, ...LimitName[]] {
  if (sends.some(([verb, pattern]) => verb === method && pattern.test(path))) {
    return ["sends", "chat"];
  }
  if (session.test(path)) return ["session"];
  if (path === "/v1/auth/register" || (path === "/v1/me" && method === "PATCH")) {
    return ["general", "register"];
  }
  if (path === "/v1/auth/password/forgot") return ["general", "forgotten"];
  return ["general"];
}
