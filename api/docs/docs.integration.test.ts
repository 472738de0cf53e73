import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";

import { createApp } from "#api/app.ts";
import { errorCodes } from "#api/errors.ts";
import { problems } from "#api/http/problem.ts";
import { createChecker, documentOf, operationsOf } from "#api/testing/contract-checker.ts";
import { asEvents, holdReply } from "#api/testing/conversation-helpers.ts";
import { startMailbox } from "#api/testing/mailbox.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { fillAccount } from "#api/testing/fill-account.ts";
import { losable } from "#api/testing/losable-database.ts";
import { collect, type TestUser } from "#api/testing/test-client.ts";

const nobodys = "01900000-0000-7000-8000-000000000000";

/** What the app answers under /v1 and at the root, as OpenAPI writes routes. */
function mountedRoutes(): Set<string> {
  const routes = createApp()
    .routes.filter(({ method, path }) => method !== "ALL" && !path.includes("*"))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  return new Set(routes);
}

type Check = (route: string, response: Response) => Promise<any>;

/** Every route with every way of answering that needs no fault to be injected. */
type Ask = (route: string, options?: Parameters<TestApi["call"]>[2], id?: string) => Promise<any>;

async function askAboutSessions(
  ask: Ask,
  {
    as,
    other,
    login,
    password,
  }: Record<"as" | "other", TestUser> & Record<"login" | "password", string>,
) {
  const signIn = (): Promise<TestUser> => ask(login, { body: { identifier: "docs", password } });
  const refresh = "POST /v1/auth/refresh";
  const { refreshToken } = await signIn();
  await ask(refresh, { body: { refreshToken } });
  await ask(refresh, { body: { refreshToken: "none" } });
  await ask(refresh, { body: {} });
  const { items } = await ask("GET /v1/auth/sessions", { as });
  const another = items.find(({ current }: { current: boolean }) => !current);
  await ask("DELETE /v1/auth/sessions/{id}", { as }, another.id);
  await ask("DELETE /v1/auth/sessions/{id}", { as });
  await ask("GET /v1/auth/sessions");
  await ask("POST /v1/auth/logout", { as: await signIn() });
  await ask("POST /v1/auth/logout");
  await ask("POST /v1/auth/logout-all", { as: other });
  await ask("POST /v1/auth/logout-all", { as: other });
}

async function askAboutMe(ask: Ask, { as, other }: Record<"as" | "other", TestUser>) {
  await ask("GET /v1/me", { as });
  await ask("GET /v1/me");
  const { email, username, password: currentPassword } = as;
  const account = "PATCH /v1/me";
  await ask(account, { as, body: { email, username, currentPassword } });
  await ask(account, { as, body: { username: other.username, currentPassword } });
  await ask(account, { as, body: { currentPassword: "not this one" } });
  await ask(account, { as, body: {} });
  const profile = "PATCH /v1/me/profile";
  await ask(profile, { as, body: { age: 17, preferences: { theme: "dark" } } });
  await ask(profile, { as, body: { age: 18 } });
  await ask(profile, { as, body: { age: "18" } });
  await ask("GET /v1/me/export", { as });
  const removal = "DELETE /v1/me";
  await ask(removal, { as, body: { password: "not this one" } });
  await ask(removal, { as, body: {} });
  await ask(removal, { as, body: { password: currentPassword } });
  await ask(removal, { as, body: { password: currentPassword } });
}

async function askAboutRelationship(ask: Ask, as: TestUser) {
  await ask("POST /v1/chat", { as, body: { content: "I planted tomatoes today" } });
  for (const path of ["personalities", "relationship"]) {
    await ask(`GET /v1/${path}`, { as });
    await ask(`GET /v1/${path}`);
  }
  const history = "GET /v1/relationship/history";
  const { nextCursor } = await ask(`${history}?limit=1`, { as });
  await ask(`${history}?cursor=${nextCursor}`, { as });
  await ask(`${history}?cursor=none`, { as });
  await ask(history, { as });
  await ask("GET /v1/relationship/mood", { as });
  await ask("GET /v1/relationship/mood?days=0", { as });
}

async function askAboutImports(ask: Ask, as: TestUser) {
  const message = { role: "user", content: "Hi", createdAt: "2025-01-01T00:00:00Z" };
  const route = "POST /v1/conversations/import";
  const body = { title: "Old", messages: [message] };
  const headers = { "Idempotency-Key": "docs-import" };
  const { conversation } = await ask(route, { as, body, headers });
  await ask(route, { as, body: { ...body, title: "New" }, headers });
  await ask(route, { as, body: {} });
  await ask("GET /v1/conversations/{id}/import", { as }, conversation.id);
  await ask("GET /v1/conversations/{id}/import", { as });
}

async function askAboutMemory(ask: Ask, api: TestApi) {
  const as = await api.register();
  await fillAccount(api.database.db, as);
  const add = "POST /v1/memory/facts";
  const body = { factType: "city", factValue: "Porto" };
  const { id } = await ask(add, { as, body });
  await ask(add, { as, body });
  await ask(add, { as, body: {} });
  await ask("GET /v1/memory/facts", { as });
  await ask("GET /v1/memory/facts?cursor=none", { as });
  const one = "/v1/memory/facts/{id}";
  await ask(`PATCH ${one}`, { as, body: { factValue: "Faro" } }, id);
  await ask(`PATCH ${one}`, { as, body: {} });
  await ask(`DELETE ${one}`, { as }, id);
  await ask(`DELETE ${one}`, { as }, id);
  const { items } = await ask("GET /v1/memory/episodes", { as });
  const episode = "DELETE /v1/memory/episodes/{id}";
  await ask(episode, { as }, items[0].id);
  await ask(episode, { as }, items[0].id);
  await ask("GET /v1/memory/graph", { as });
  await ask("GET /v1/memory/search?q=Faro", { as });
  await ask("GET /v1/memory/search?q=", { as });
  await ask(`GET /v1/memory/search?q=Faro&conversationId=${nobodys}`, { as });
  await ask("DELETE /v1/memory?messages=perhaps", { as });
  await ask("DELETE /v1/memory", { as });
}

async function askAboutPasswords(api: TestApi, check: Check) {
  const mailbox = await startMailbox();
  const mailing = await api.startAnother({ MAIL_WEBHOOK_URL: mailbox.url });
  const ask = async (what: string, body: object, as?: TestUser) => {
    const path = `/v1/auth/password${what}`;
    return check(`POST ${path}`, await mailing.call("POST", path, { body, ...(as && { as }) }));
  };
  const as = await mailing.register();
  const newPassword = "another horse entirely";
  await ask("", { currentPassword: "not this one", newPassword }, as);
  await ask("", { currentPassword: as.password, newPassword: "short" }, as);
  await ask("", { currentPassword: as.password, newPassword }, as);
  await ask("", {});
  await ask("/forgot", { email: as.email });
  await ask("/forgot", {});
  const [mail] = await mailbox.mailsTo(as.email);
  await ask("/reset", { token: mail!.token, newPassword });
  await ask("/reset", { token: mail!.token, newPassword });
  await ask("/reset", {});
  const unset = await api.call("POST", "/v1/auth/password/forgot", { body: {} });
  await check("POST /v1/auth/password/forgot", unset);
  await mailing.stop();
  await mailbox.close();
}

async function askEverything(api: TestApi, check: Check) {
  const ask = async (route: string, options: Parameters<TestApi["call"]>[2] = {}, id = nobodys) => {
    const [method, path] = route.split(" ") as [string, string];
    return check(route, await api.call(method, path.replace("{id}", id), options));
  };
  const password = "correct horse";
  const account = { email: "docs@example.org", username: "docs", password };
  const profile = {
    gender: "female",
    country: "PT",
    birthDate: "1990-01-01",
    preferences: { a: {} },
  };
  const register = "POST /v1/auth/register";
  await ask(register, { body: { ...account, profile } });
  await ask(register, { body: account });
  await ask(register, { body: {} });
  await ask(register, { body: { ...account, profile: { age: 3 } } });
  await ask(register, { body: "{" });
  await ask(register, { body: "x".repeat(70_000) });
  await ask(register, { body: "x", headers: { "Content-Type": "text/plain" } });
  const login = "POST /v1/auth/login";
  const signedIn = await ask(login, { body: { identifier: "docs", password } });
  const as: TestUser = { ...account, ...signedIn };
  await ask(login, { body: { identifier: "docs", password: "x" } });
  await askAboutSessions(ask, { as, other: await api.register(), login, password });
  await askAboutPasswords(api, check);
  await askAboutMe(ask, { as: await api.register(), other: as });
  await askAboutRelationship(ask, as);
  await askAboutMemory(ask, api);
  await askAboutImports(ask, as);
  const conversations = "POST /v1/conversations";
  const { id } = await ask(conversations, { as });
  await ask(conversations, { as, body: { title: 1 } });
  await ask(conversations);
  await ask("GET /v1/conversations", { as });
  await ask("GET /v1/conversations");
  const one = "/v1/conversations/{id}";
  await ask(`GET ${one}`, { as }, id);
  await ask(`GET ${one}`, { as });
  await ask(`PATCH ${one}`, { as, body: { personality: "sarah" } }, id);
  await ask(`PATCH ${one}`, { as, body: {} });
  for (const body of [{ content: "Hi" }, { content: "Hi", conversationId: id }]) {
    await ask("POST /v1/chat", { as, body });
    await ask("POST /v1/chat", { as, body, headers: asEvents });
  }
  const messages = `POST ${one}/messages`;
  await ask(messages, { as, body: { content: "Hi" } }, id);
  await ask(messages, { as, body: { content: "Hi" }, headers: asEvents }, id);
  await ask(messages, { as, body: { content: "Hi" } });
  api.inference.next = [{ pieces: ["Half"], end: "break" }];
  await ask(messages, { as, body: { content: "Hi" }, headers: asEvents }, id);
  api.inference.next = [{ pieces: [], refuse: { status: 503 } }];
  await ask(messages, { as, body: { content: "Hi" } }, id);
  await ask(`GET ${one}/messages`, { as }, id);
  await ask(`GET ${one}/messages?updatedSince=2026-01-01T00:00:00Z`, { as }, id);
  await ask(`POST ${one}/typing`, { as }, id);
  await ask(`POST ${one}/typing`, { as });
  await askOfMessages(api, as, check);
  await ask(`PATCH ${one}`, { as, body: { isActive: false } }, id);
  await ask(messages, { as, body: { content: "Hi" } }, id);
  await ask(`DELETE ${one}`, { as }, id);
  await ask(`DELETE ${one}`, { as }, id);
  for (const path of ["/health", "/livez", "/readyz"]) await ask(`GET ${path}`);
}

/** What can be done with the messages of a conversation, done to those of a new one. */
async function askOfMessages(api: TestApi, as: TestUser, check: Check) {
  const [start] = await api.chat(as, { content: "Hi" });
  const { conversationId, userMessageId, replyId } = start!.data;
  const path = (messageId: string) => `/v1/conversations/${conversationId}/messages/${messageId}`;
  const ask = async (
    [method, what]: [string, string],
    messageId: string,
    options: Parameters<TestApi["call"]>[2] = {},
  ) => {
    const route = `${method} /v1/conversations/{id}/messages/{messageId}${what}`;
    const response = await api.call(method, `${path(messageId)}${what}`, { as, ...options });
    return check(route, response);
  };
  const regenerate: [string, string] = ["POST", "/regenerate"];
  const { reply } = await ask(regenerate, replyId);
  await ask(regenerate, reply.id, { headers: asEvents });
  await ask(regenerate, replyId);
  await ask(regenerate, nobodys);
  const select: [string, string] = ["POST", "/select"];
  await ask(select, reply.id);
  await ask(select, nobodys);
  const edit: [string, string] = ["PATCH", ""];
  const body = { content: "Hello" };
  const edited = await ask(edit, userMessageId, { body });
  await ask(edit, userMessageId, { body, headers: asEvents });
  await ask(edit, userMessageId, { body: {} });
  await ask(edit, nobodys, { body });
  await ask(["GET", "/events"], edited.reply.id);
  const held = await holdReply(api, as, {
    pieces: ["One", " two"],
    body: { content: "Go on", conversationId },
  });
  await ask(["POST", "/cancel"], held.start["replyId"]);
  await collect(held.events);
  held.release();
  await ask(["POST", "/cancel"], held.start["replyId"]);
  await ask(["POST", "/cancel"], nobodys);
  await ask(["GET", "/events"], held.start["replyId"]);
  await ask(select, replyId);
  const feedback: [string, string] = ["POST", "/feedback"];
  await ask(feedback, held.start["replyId"], { body: { rating: "up" } });
  await ask(feedback, held.start["replyId"], { body: {} });
  await ask(feedback, nobodys, { body: { rating: "up" } });
  await ask(["DELETE", ""], held.start["replyId"]);
  await ask(["DELETE", ""], held.start["replyId"]);
}

describeApi("the OpenAPI document", (open) => {
  it("is valid OpenAPI 3.1", async () => {
    const document = await documentOf(open());
    expect(document.openapi).toBe("3.1.0");
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it("names every route there is, and none that there is not", async () => {
    const documented = operationsOf(await documentOf(open())).map(({ route }) => route);
    const mounted = [...mountedRoutes()].filter((route) => !/ \/(docs|openapi)/.test(route));
    expect(documented.toSorted()).toEqual(mounted.toSorted());
    expect(mounted.length).toBeGreaterThan(10);
  });

  it("names every parameter of a path, and refers to nothing that is missing", async () => {
    const document = await documentOf(open());
    for (const { path, operation } of operationsOf(document)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
      expect(declared.map(({ name }) => name)).toEqual(names);
    }
    for (const [, name] of JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      expect(document.components.schemas).toHaveProperty(name!);
    }
  });

  it("lists every code of an error, under the status it has", async () => {
    const document = await documentOf(open());
    const types = JSON.stringify(document.components.schemas["Problem"]);
    for (const code of errorCodes) expect(types).toContain(`"/problems/${code}"`);
    for (const { operation } of operationsOf(document)) {
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        if (content?.["application/problem+json"] === undefined) continue;
        for (const code of description.split(", ")) {
          expect(problems).toHaveProperty(code);
          expect(problems[code as keyof typeof problems][0]).toBe(Number(status));
        }
      }
    }
  });

  it("asks for a token where one is needed, and says so of its refusal", async () => {
    const document = await documentOf(open());
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: "http", scheme: "bearer" },
    });
    for (const { route, operation } of operationsOf(document)) {
      const isOpen =
        /\/auth\/(register|login|refresh|password\/forgot|password\/reset)$|\/(health|livez|readyz|ws)$/.test(
          route,
        );
      expect(operation.security ?? []).toEqual(isOpen ? [] : [{ bearer: [] }]);
    }
  });

  it("describes every answer as it really is, and no answer says more", async () => {
    const api = open();
    const { check, seen, document } = await createChecker(api);
    await askEverything(api, check);
    const succeeding = operationsOf(document).flatMap(({ route, operation }) =>
      Object.keys(operation.responses)
        .filter((status) => status.startsWith("2"))
        .map((status) => `${route} ${status}`),
    );
    expect([...seen]).toEqual(expect.arrayContaining(succeeding));
  });

  it("describes the answers without a database too", async () => {
    const api = open();
    const { check } = await createChecker(api);
    const as = await api.register();
    const database = losable(await api.database.openAnother());
    const another = await api.startOn(database, { LOG_LEVEL: "error" });
    another.services.log.error = () => {};
    await database.lose();
    const down = await check("GET /health", await another.call("GET", "/health"));
    expect(down.status).toBe("down");
    const unready = await check("GET /readyz", await another.call("GET", "/readyz"));
    expect(unready.ready).toBe(false);
    const list = await another.call("GET", "/v1/conversations", { as });
    const problem = await check("GET /v1/conversations", list);
    expect(problem.type).toBe("/problems/database-unavailable");
  });

  it("is JSON, and the same twice", async () => {
    const api = open();
    const [first, second] = [
      await api.call("GET", "/openapi.json"),
      await api.call("GET", "/openapi.json"),
    ];
    expect(first.headers.get("Content-Type")).toBe("application/json");
    expect(await second.text()).toBe(await first.text());
    const headers = { "If-None-Match": first.headers.get("ETag")! };
    expect((await api.call("GET", "/openapi.json", { headers })).status).toBe(304);
  });
});

describeApi("the docs page", (open) => {
  it("is a page that takes everything from its own host", async () => {
    const response = await open().call("GET", "/docs");
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toMatch(/^text\/html; charset=utf-8$/i);
    const html = await response.text();
    expect(html).not.toMatch(/(src|href)="(?!\/)|\/\/|<script>|\son\w+=/);
    const policy = response.headers.get("Content-Security-Policy")!;
    const sources = policy.split("; ").map((rule) => rule.split(" "));
    expect(Object.fromEntries(sources.map(([name, ...values]) => [name, values]))).toMatchObject({
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "connect-src": ["'self'"],
      "frame-ancestors": ["'none'"],
    });
    expect(policy).not.toMatch(/\*|:\/\/|https?:|unsafe/);
  });

  it("has all its files beside it, each with its type", async () => {
    const api = open();
    const html = await (await api.call("GET", "/docs")).text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    const types = await Promise.all(
      files.map(async (path) => {
        const response = await api.call("GET", path);
        const { length } = new Uint8Array(await response.arrayBuffer());
        expect(length).toBeGreaterThan(100);
        return [response.status, response.headers.get("Content-Type")?.split(";")[0]];
      }),
    );
    expect(types).toEqual([
      [200, "text/css"],
      [200, "image/png"],
      [200, "text/javascript"],
      [200, "text/javascript"],
    ]);
  });

  it("loads nothing from outside when it starts", async () => {
    const api = open();
    const start = await (await api.call("GET", "/docs/start.js")).text();
    expect(start).not.toContain("//");
    expect(start).toContain("validatorUrl: null");
    const css = await (await api.call("GET", "/docs/swagger-ui.css")).text();
    for (const [, url] of css.matchAll(/url\(["']?([^"')]{1,5})/g)) expect(url).toBe("data:");
    expect(css).not.toContain("@import");
  });

  describe("serves no other file", () => {
    it.each([
      "package.json",
      "absolute-path.js",
      "swagger-ui.js",
      "..%2f..%2fpackage.json",
      "%2e%2e/package.json",
      "constructor.js",
      "swagger-ui-bundle.js.map",
    ])("as %s", async (name) => {
      expect((await open().call("GET", `/docs/${name}`)).status).toBe(404);
    });
  });
});
