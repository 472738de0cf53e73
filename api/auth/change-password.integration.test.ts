import { describe, expect, it } from "vitest";

import { refusalOf, refused } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi, type TestInstance } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { connect } from "#api/testing/test-socket.ts";

const next = "another horse entirely";

const change = (api: Pick<TestApi, "call">, as: TestUser, body: object) =>
  api.call("POST", "/v1/auth/password", { as, body });
const login = (api: Pick<TestApi, "call">, { email }: TestUser, password: string) =>
  api.call("POST", "/v1/auth/login", { body: { identifier: email, password } });
const signIn = async (api: Pick<TestApi, "call">, user: TestUser): Promise<TestUser> => ({
  ...user,
  ...(await (await login(api, user, user.password)).json()),
});
const refresh = (api: Pick<TestApi, "call">, { refreshToken }: TestUser) =>
  api.call("POST", "/v1/auth/refresh", { body: { refreshToken } });
const statusOf = async (api: Pick<TestApi, "call">, as: TestUser) =>
  (await api.call("GET", "/v1/me", { as })).status;

describeApi("changing the password", (open) => {
  it("lets in by the new one, and no longer by the old", async () => {
    const api = open();
    const as = await api.register();
    const response = await change(api, as, { currentPassword: as.password, newPassword: next });
    expect(response.status).toBe(204);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect((await login(api, as, as.password)).status).toBe(401);
    expect((await login(api, as, next)).status).toBe(200);
  });

  it("keeps the session it is done in, and ends all others at once", async () => {
    const api = open();
    const as = await api.register();
    const other = await signIn(api, as);
    expect(await statusOf(api, other)).toBe(200);
    await change(api, as, { currentPassword: as.password, newPassword: next });
    expect(await statusOf(api, as)).toBe(200);
    expect((await refresh(api, as)).status).toBe(200);
    const refusal = await refusalOf(await api.call("GET", "/v1/me", { as: other }));
    expect(refusal).toEqual(refused(401, "session-ended"));
    expect(await refusalOf(await refresh(api, other))).toEqual(refused(401, "session-ended"));
  });

  it("ends them within five seconds on another instance", async () => {
    const api = open();
    const elsewhere: TestInstance = await api.startAnother();
    const as = await api.register();
    const other = await signIn(api, as);
    expect(await statusOf(elsewhere, other)).toBe(200);
    await change(api, as, { currentPassword: as.password, newPassword: next });
    api.advance(5001);
    expect(await statusOf(elsewhere, other)).toBe(401);
    expect(await statusOf(elsewhere, as)).toBe(200);
  });

  it("closes the WebSockets of the others with 4403, and not its own", async () => {
    const api = open();
    const as = await api.register();
    const [own, others] = [
      await connect(api, { as }),
      await connect(api, { as: await signIn(api, as) }),
    ];
    await Promise.all([own.settled(), others.settled()]);
    await change(api, as, { currentPassword: as.password, newPassword: next });
    expect(await others.closed).toEqual({ code: 4403, reason: "session-ended" });
    await own.settled();
    own.close();
  });

  it("is refused without the right one", async () => {
    const api = open();
    const as = await api.register();
    const wrong = await change(api, as, { currentPassword: "not this one", newPassword: next });
    expect(wrong.headers.get("WWW-Authenticate")).toMatch(/^Bearer/);
    expect(await refusalOf(wrong)).toEqual(refused(401, "invalid-credentials"));
    expect((await login(api, as, as.password)).status).toBe(200);
  });

  it.each([["short"], ["x".repeat(73)], ["password1"], ["sarah-ai-2026"], [12_345_678], [null]])(
    "is refused with the new one %j",
    async (newPassword) => {
      const api = open();
      const as = await api.register();
      const response = await change(api, as, { currentPassword: as.password, newPassword });
      expect(response.status).toBe(422);
      const text = await response.text();
      expect(JSON.parse(text).errors[0].path).toBe("newPassword");
      expect(text).not.toContain(as.password);
      expect((await login(api, as, as.password)).status).toBe(200);
    },
  );

  it("is refused with the own name or address as the new one", async () => {
    const api = open();
    const as = await api.register({ name: "Wilhelmina" });
    for (const newPassword of [as.email, `${as.username}!`, "Wilhelmina1990"]) {
      const response = await change(api, as, { currentPassword: as.password, newPassword });
      expect(response.status).toBe(422);
    }
  });

  it("is done by one of several that race each other", async () => {
    const api = open();
    const as = await api.register();
    const wanted = Array.from({ length: 5 }, (_, index) => `${next} ${index}`);
    const answers = await Promise.all(
      wanted.map((newPassword) => change(api, as, { currentPassword: as.password, newPassword })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([204, 401, 401, 401, 401]);
    expect((await login(api, as, wanted[statuses.indexOf(204)]!)).status).toBe(200);
  });

  describe("while somebody signs in with the old one", () => {
    it("leaves no session that began by it", async () => {
      const api = open();
      const as = await api.register();
      const [answer, ...attempts] = await Promise.all([
        change(api, as, { currentPassword: as.password, newPassword: next }),
        ...Array.from({ length: 8 }, () => login(api, as, as.password)),
      ]);
      expect(answer.status).toBe(204);
      const begun = attempts.filter(({ status }) => status === 200);
      const users: TestUser[] = await Promise.all(begun.map((attempt) => attempt.json()));
      for (const user of users) {
        expect((await refresh(api, user)).status).toBe(401);
        expect(await statusOf(api, user)).toBe(401);
      }
      expect(await statusOf(api, as)).toBe(200);
    });

    it("begins none for who had shown it before it was changed", async () => {
      const api = open();
      const as = await api.register();
      const another = await api.startAnother();
      const changed = Promise.withResolvers<void>();
      const { verifyPassword } = another.services;
      another.services.verifyPassword = async (password, hash) => {
        const verified = await verifyPassword(password, hash);
        await changed.promise;
        return verified;
      };
      const attempt = login(another, as, as.password);
      await change(api, as, { currentPassword: as.password, newPassword: next });
      changed.resolve();
      expect(await refusalOf(await attempt)).toEqual(refused(401, "invalid-credentials"));
    });
  });
});
