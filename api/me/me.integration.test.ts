import { describe, expect, it } from "vitest";

import { refusalOf, refused } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";

const yearMs = 365.25 * 86_400_000;

const meOf = async (api: TestApi, as: TestUser) => (await api.call("GET", "/v1/me", { as })).json();
const patch = (api: TestApi, as: TestUser, body: unknown) =>
  api.call("PATCH", "/v1/me", { as, body });
const patchProfile = (api: TestApi, as: TestUser, body: unknown) =>
  api.call("PATCH", "/v1/me/profile", { as, body });
const profileAfter = async (api: TestApi, as: TestUser, body: unknown) => {
  const response = await patchProfile(api, as, body);
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()).profile;
};
const pathsOf = async (response: Response) =>
  (await response.json()).errors?.map(({ path }: { path: string }) => path);

describeApi("one's own account", (open) => {
  it("is shown as registering answered it", async () => {
    const api = open();
    const body = { email: "Me@example.org", username: "It.is-me", password: "correct horse" };
    const registered = await (await api.call("POST", "/v1/auth/register", { body })).json();
    const response = await api.call("GET", "/v1/me", { as: registered });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(registered.user);
  });

  it("is 304 to whoever has it already, and 200 once it has changed", async () => {
    const api = open();
    const as = await api.register();
    const tag = (await api.call("GET", "/v1/me", { as })).headers.get("ETag")!;
    const again = () => api.call("GET", "/v1/me", { as, headers: { "If-None-Match": tag } });
    expect((await again()).status).toBe(304);
    await patchProfile(api, as, { name: "Lena" });
    expect((await again()).status).toBe(200);
  });

  it("is asked for with a token only", async () => {
    for (const [method, path] of [
      ["GET", ""],
      ["PATCH", ""],
      ["PATCH", "/profile"],
    ] as const) {
      const response = await open().call(method, `/v1/me${path}`, {
        body: method === "GET" ? undefined : {},
      });
      expect(await refusalOf(response)).toEqual(refused(401, "token-missing"));
    }
  });

  it("changes its e-mail address and username, by which one then signs in", async () => {
    const api = open();
    const as = await api.register();
    const { password } = as;
    const [email, username] = [`new-${as.email}`, `new-${as.username.slice(0, 8)}`];
    const response = await patch(api, as, { email, username, currentPassword: password });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ id: as.id, email, username });
    expect(await meOf(api, as)).toMatchObject({ email, username });
    for (const [identifier, status] of [
      [email, 200],
      [username, 200],
      [as.email, 401],
      [as.username, 401],
    ] as const) {
      const body = { identifier, password };
      expect((await api.call("POST", "/v1/auth/login", { body })).status).toBe(status);
    }
  });

  it("changes nothing without the right password", async () => {
    const api = open();
    const as = await api.register();
    const before = await meOf(api, as);
    const wrong = await patch(api, as, { email: "a@example.org", currentPassword: "not this" });
    expect(wrong.headers.get("WWW-Authenticate")).toMatch(/^Bearer/);
    expect(await refusalOf(wrong)).toEqual(refused(401, "invalid-credentials"));
    expect((await patch(api, as, { email: "a@example.org" })).status).toBe(422);
    expect(await meOf(api, as)).toEqual(before);
  });

  it("takes no name that somebody else has, in any case of its letters, and its own in another", async () => {
    const api = open();
    const [as, other] = [await api.register(), await api.register()];
    const currentPassword = as.password;
    const email = await patch(api, as, { email: other.email.toUpperCase(), currentPassword });
    expect(await refusalOf(email)).toEqual(refused(409, "email-taken"));
    const username = other.username.toUpperCase();
    const named = await patch(api, as, { username, currentPassword });
    expect(await refusalOf(named)).toEqual(refused(409, "username-taken"));
    const own = await patch(api, as, { username: as.username.toUpperCase(), currentPassword });
    expect(own.status).toBe(200);
  });

  it.each([
    [{ currentPassword: "correct horse battery", id: "x" }, [""]],
    [{ currentPassword: "correct horse battery", email: "x" }, ["email"]],
    [{ currentPassword: "correct horse battery", username: "a b" }, ["username"]],
    [{ currentPassword: "correct horse battery", email: null }, ["email"]],
    [{ currentPassword: "" }, ["currentPassword"]],
  ])("refuses %j with 422", async (body, paths) => {
    const api = open();
    const response = await patch(api, await api.register(), body);
    expect(response.status).toBe(422);
    expect(await pathsOf(response)).toEqual(paths);
  });
});

describeApi("one's own profile", (open) => {
  const full = {
    name: "Lena",
    gender: "nonbinary",
    birthDate: "1990-02-28",
    location: "Porto",
    country: "PT",
    language: "pt-PT",
    timezone: "Europe/Lisbon",
  };

  it("takes all that registering takes, keeps what is missing, and null clears", async () => {
    const api = open();
    const as = await api.register();
    expect(await profileAfter(api, as, full)).toMatchObject(full);
    expect(await profileAfter(api, as, { name: "Lee" })).toMatchObject({ ...full, name: "Lee" });
    const nothing = Object.fromEntries(Object.keys(full).map((key) => [key, null]));
    expect(await profileAfter(api, as, nothing)).toEqual({
      ...nothing,
      age: null,
      language: "auto",
      preferences: {},
    });
    expect((await meOf(api, as)).profile.name).toBeNull();
  });

  it("merges preferences: those that are missing stay, null takes one back", async () => {
    const api = open();
    const as = await api.register({
      preferences: { personality: "xhash", memory: false, theme: 1 },
    });
    const set = (preferences: unknown) => profileAfter(api, as, { preferences });
    expect((await set({ emotion: false, theme: { dark: true } })).preferences).toEqual({
      personality: "xhash",
      memory: false,
      emotion: false,
      theme: { dark: true },
    });
    expect((await set({ personality: null, theme: null })).preferences).toEqual({
      memory: false,
      emotion: false,
    });
    expect((await set(null)).preferences).toEqual({});
  });

  it("keeps preferences up to 4 KiB, counted together", async () => {
    const api = open();
    const as = await api.register();
    const half = "x".repeat(2100);
    await profileAfter(api, as, { preferences: { a: half } });
    const response = await patchProfile(api, as, { preferences: { b: half } });
    expect(response.status).toBe(422);
    expect(await pathsOf(response)).toEqual(["preferences"]);
    expect((await meOf(api, as)).profile.preferences).toEqual({ a: half });
    expect(
      (await profileAfter(api, as, { preferences: { a: null, b: half } })).preferences,
    ).toEqual({
      b: half,
    });
  });

  it.each([
    [{ preferences: { personality: "hal" } }, "preferences.personality"],
    [{ preferences: { romance: "yes" } }, "preferences.romance"],
    [{ preferences: { note: "x".repeat(4096) } }, "preferences"],
    [{ gender: "woman" }, "gender"],
    [{ country: "pt" }, "country"],
    [{ timezone: "Mars/Olympus" }, "timezone"],
    [{ language: "e" }, "language"],
    [{ age: 17.5 }, "age"],
    [{ birthDate: "1990-02-30" }, "birthDate"],
    [{ birthDate: "2999-01-01" }, "birthDate"],
    [{ name: "" }, "name"],
    [{ relationshipScore: 900 }, ""],
    [{ userId: "x" }, ""],
    [{ minorAge: 30 }, ""],
    [{ ageRecordedOn: "1990-01-01" }, ""],
  ])("refuses %j and keeps what it was", async (body, path) => {
    const api = open();
    const as = await api.register();
    const before = await meOf(api, as);
    const response = await patchProfile(api, as, { location: "Porto", ...body });
    expect(response.status).toBe(422);
    expect(await pathsOf(response)).toEqual([path]);
    expect(await meOf(api, as)).toEqual(before);
  });

  it("keeps everything that twenty requests change at once", async () => {
    const api = open();
    const as = await api.register();
    const keys = Array.from({ length: 20 }, (_, index) => `key${index}`);
    await Promise.all(keys.map((key) => patchProfile(api, as, { preferences: { [key]: key } })));
    const { profile } = await meOf(api, as);
    expect(Object.keys(profile.preferences).toSorted()).toEqual(keys.toSorted());
  });

  describe("with an age", () => {
    const minor = async (api: TestApi) => {
      const as = await api.register();
      expect((await profileAfter(api, as, { age: 17 })).age).toBe(17);
      return as;
    };
    const tooOld = refused(403, "age-required");

    it.each([{ age: 18 }, { birthDate: "1990-01-01" }, { age: 17, birthDate: "1990-01-01" }])(
      "under 18 is not raised by %j, nor after taking it back",
      async (body) => {
        const api = open();
        const as = await minor(api);
        expect(await refusalOf(await patchProfile(api, as, body))).toEqual(tooOld);
        expect((await profileAfter(api, as, { age: null, birthDate: null })).age).toBeNull();
        expect(await refusalOf(await patchProfile(api, as, body))).toEqual(tooOld);
        expect((await profileAfter(api, as, { age: 16 })).age).toBe(16);
        expect(await refusalOf(await patchProfile(api, as, { age: 17 }))).toEqual(tooOld);
      },
    );

    it("under 18 given at registration is not raised either", async () => {
      const api = open();
      const lenient = await api.startAnother({ MIN_AGE: "13" });
      const as = await lenient.register({ age: 15, birthDate: "1980-01-01" });
      expect((await meOf(api, as)).profile.age).toBe(15);
      expect(await refusalOf(await patchProfile(api, as, { age: 30 }))).toEqual(tooOld);
    });

    it("under 18 loses nothing of what else a refused request says: none of it is done", async () => {
      const api = open();
      const as = await minor(api);
      await patchProfile(api, as, { name: "Lena", age: 30 });
      expect((await meOf(api, as)).profile.name).toBeNull();
    });

    it("is not raised by requests that race each other", async () => {
      const api = open();
      const as = await api.register({ age: 30 });
      await Promise.all([40, 17, 41, 42, 43].map((age) => patchProfile(api, as, { age })));
      expect((await meOf(api, as)).profile.age).toBe(17);
    });

    it("grows, and then counts as an adult's", async () => {
      const api = open();
      const as = await minor(api);
      const romance = { preferences: { romance: true } };
      expect(await refusalOf(await patchProfile(api, as, romance))).toEqual(tooOld);
      api.advance(yearMs);
      const signedIn = await api.call("POST", "/v1/auth/login", {
        body: { identifier: as.email, password: as.password },
      });
      const later = await signedIn.json();
      expect(later.user.profile.age).toBe(18);
      expect((await profileAfter(api, later, romance)).preferences).toEqual({ romance: true });
    });

    it("that an app sends back as it got it changes nothing", async () => {
      const api = open();
      const as = await api.register({ birthDate: "1990-01-01" });
      const { profile } = await meOf(api, as);
      expect(await profileAfter(api, as, profile)).toEqual(profile);
      const { age } = profile;
      expect(await profileAfter(api, as, { age })).toEqual(profile);
    });
  });

  describe("with romance", () => {
    const romance = { preferences: { romance: true } };

    it("is refused without a known age, and with one under 18", async () => {
      const api = open();
      const as = await api.register();
      expect(await refusalOf(await patchProfile(api, as, romance))).toEqual(
        refused(403, "age-required"),
      );
      const young = await patchProfile(api, as, { ...romance, age: 17 });
      expect(await refusalOf(young)).toEqual(refused(403, "age-required"));
    });

    it("takes age and wish in one request", async () => {
      const api = open();
      const profile = await profileAfter(api, await api.register(), { ...romance, age: 18 });
      expect(profile).toMatchObject({ age: 18, ...romance });
    });

    it.each([{ age: 17 }, { age: null }, { birthDate: "2020-01-01" }])(
      "goes off with %j",
      async (body) => {
        const api = open();
        const as = await api.register({ ...romance, age: 30 });
        expect((await profileAfter(api, as, body)).preferences).toEqual({ romance: false });
      },
    );

    it("may be put off at any age", async () => {
      const api = open();
      const profile = await profileAfter(api, await api.register(), {
        preferences: { romance: false },
      });
      expect(profile.preferences).toEqual({ romance: false });
    });
  });
});
