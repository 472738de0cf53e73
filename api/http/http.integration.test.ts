import { describe, expect, it, vi } from "vitest";

import { describeApi, type TestInstance } from "#api/testing/describe-api.ts";
import { losable } from "#api/testing/losable-database.ts";
import { collect, readEvents, type TestUser } from "#api/testing/test-client.ts";

const json = { "Content-Type": "application/json" };
const nobody = "00000000-0000-7000-8000-000000000000";

/** Sends bytes as they are; a stream goes chunked, with no length declared. */
function post(
  api: TestInstance,
  path: string,
  { body, headers = json, as }: { body: BodyInit; headers?: Record<string, string>; as?: TestUser },
): Promise<Response> {
  const authorization = as && { Authorization: `Bearer ${as.accessToken}` };
  const streamed = body instanceof ReadableStream ? { duplex: "half" } : {};
  return fetch(new URL(path, api.url), {
    method: "POST",
    headers: { ...headers, ...authorization },
    body,
    ...streamed,
  });
}

function chunked(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(sent, (sent += 10_000)));
    },
  });
}

/** A chat message whose JSON is exactly as many bytes. */
const messageOfBytes = (bytes: number) =>
  JSON.stringify({ content: "x".repeat(bytes - JSON.stringify({ content: "" }).length) });

/** The problem of an answer that has the whole shape of one. */
async function problemOf(response: Response) {
  const problem = await response.json();
  const { errors = [], ...rest } = problem;
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  expect(errors).toBeInstanceOf(Array);
  expect(rest).toEqual({
    type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    title: expect.stringMatching(/./),
    status: response.status,
    detail: expect.stringMatching(/./),
    instance: new URL(response.url).pathname,
    requestId: response.headers.get("X-Request-Id"),
  });
  return problem;
}

const problem = (status: number, code: string) =>
  expect.objectContaining({ status, type: `/problems/${code}` });

describeApi("HTTP", (open) => {
  describe("X-Request-Id", () => {
    const idOf = async (given?: string) => {
      const headers: Record<string, string> = given === undefined ? {} : { "X-Request-Id": given };
      const response = await open().call("GET", "/livez", { headers });
      return response.headers.get("X-Request-Id");
    };

    it.each(["a", "req-1", "A.b_c-9", "x".repeat(64)])("is kept when it is %s", async (id) => {
      expect(await idOf(id)).toBe(id);
    });

    it.each(["x".repeat(65), "two words", "a/b", "<b>", "é", "a,b"])(
      "is replaced when it is %s",
      async (id) => {
        expect(await idOf(id)).toMatch(/^[0-9a-f-]{36}$/);
      },
    );

    it("is new for every request without one", async () => {
      expect(await idOf()).not.toBe(await idOf());
    });

    it("is on every response, whatever its status", async () => {
      const api = open();
      const as = await api.register();
      const headers = { "X-Request-Id": "mine" };
      const events = { ...headers, Accept: "text/event-stream" };
      const created = await api.call("POST", "/v1/conversations", { as, headers });
      const path = `/v1/conversations/${(await created.clone().json()).id}`;
      const read = await api.call("GET", path, { as, headers });
      const etag = { ...headers, "If-None-Match": read.headers.get("ETag")! };
      const answers = [
        created,
        read,
        await api.call("GET", path, { as, headers: etag }),
        await api.call("POST", "/v1/chat", { as, body: { content: "Hi" }, headers: events }),
        await api.call("DELETE", path, { as, headers }),
        await api.call("GET", path, { as, headers }),
        await api.call("GET", path, { headers }),
        await api.call("POST", "/v1/chat", { as, body: "{", headers }),
        await api.call("POST", "/v1/chat", { as, body: {}, headers }),
        await post(api, "/v1/chat", { as, body: "x", headers: { ...headers, ...json } }),
        await post(api, "/v1/chat", { as, body: "x", headers }),
        await api.call("GET", "/docs", { headers }),
        await api.call("GET", "/openapi.json", { headers }),
        await api.call("GET", "/nowhere", { headers }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([
        201, 200, 304, 200, 204, 404, 401, 400, 422, 400, 415, 200, 200, 404,
      ]);
      for (const answer of answers) {
        expect(answer.headers.get("X-Request-Id"), `${answer.status} ${answer.url}`).toBe("mine");
        await answer.body?.cancel();
      }
    });
  });

  describe("a body", () => {
    it.each([
      ["empty", ""],
      ["cut off", '{"content":"x"'],
      ["another language", "<content>x</content>"],
      ["not quite JSON", "{content:'x'}"],
    ])("that is %s is malformed", async (_, body) => {
      const api = open();
      const as = await api.register();
      expect(await problemOf(await post(api, "/v1/chat", { as, body }))).toEqual(
        problem(400, "malformed-request"),
      );
    });

    it.each([
      ["a byte that begins nothing", [0xff]],
      ["Latin-1", [0xe9]],
      ["half a character", [0xe2, 0x82]],
      ["a surrogate in three bytes", [0xed, 0xa0, 0x80]],
      ["an overlong slash", [0xc0, 0xaf]],
    ])("with %s is not UTF-8 and malformed", async (_, bytes) => {
      const api = open();
      const as = await api.register();
      const ascii = (text: string) => [...new TextEncoder().encode(text)];
      const body = new Uint8Array([...ascii('{"content":"'), ...bytes, ...ascii('"}')]);
      expect(await problemOf(await post(api, "/v1/chat", { as, body }))).toEqual(
        problem(400, "malformed-request"),
      );
    });

    it.each([
      "text/plain",
      "text/json",
      "application/x-www-form-urlencoded",
      "application/jsonp",
      "application/vnd.api+json",
      "multipart/form-data; boundary=x",
    ])("of type %s is not supported", async (type) => {
      const api = open();
      const as = await api.register();
      const response = await post(api, "/v1/chat", {
        as,
        body: '{"content":"Hi"}',
        headers: { "Content-Type": type },
      });
      expect(await problemOf(response)).toEqual(problem(415, "unsupported-media-type"));
    });

    it("without a type is not supported", async () => {
      const api = open();
      const as = await api.register();
      const body = new TextEncoder().encode('{"content":"Hi"}');
      const response = await post(api, "/v1/chat", { as, body, headers: {} });
      expect(await problemOf(response)).toEqual(problem(415, "unsupported-media-type"));
    });

    it.each([
      "application/json; charset=utf-8",
      "APPLICATION/JSON",
      "application/json;charset=UTF-8",
    ])("of type %s is JSON", async (type) => {
      const api = open();
      const as = await api.register();
      const headers = { "Content-Type": type };
      const response = await post(api, "/v1/chat", { as, body: '{"content":"Hi"}', headers });
      expect(response.status).toBe(200);
    });

    it.each([
      ["declared", (text: string) => text],
      ["chunked", chunked],
    ])("may have 64 KiB and no byte more, when its length is %s", async (_, toBody) => {
      const api = open();
      const as = await api.register();
      const send = (bytes: number) =>
        post(api, "/v1/chat", { as, body: toBody(messageOfBytes(bytes)) });
      expect(await problemOf(await send(65_536))).toEqual(problem(422, "validation-failed"));
      expect(await problemOf(await send(65_537))).toEqual(problem(413, "too-large"));
    });

    it("that is too large leaves the connection fit for the next request", async () => {
      const api = open();
      const as = await api.register();
      expect(
        await problemOf(
          await post(api, "/v1/chat", { as, body: chunked(messageOfBytes(1_000_000)) }),
        ),
      ).toEqual(problem(413, "too-large"));
      for (let i = 0; i < 20; i += 1) {
        const next = await post(api, "/v1/chat", { as, body: "[]" });
        expect(next.status).toBe(422);
      }
    });

    it.each([
      ["33 levels deep", `${"[".repeat(33)}${"]".repeat(33)}`],
      ["30,000 levels deep", `${"[".repeat(30_000)}${"]".repeat(30_000)}`],
      ["a NUL in a value", '{"content":"a\\u0000b"}'],
      ["a NUL in a key", '{"a\\u0000b":1}'],
      ["half a surrogate pair", '{"content":"\\ud83d"}'],
      ["a pair the wrong way round", '{"content":"\\udc4d\\ud83d"}'],
      ["no object but null", "null"],
      ["no object but a list", '["content"]'],
      ["no object but a string", '"content"'],
      ["the prototype as a field", '{"content":"Hi","__proto__":{"admin":true}}'],
    ])("with %s does not validate", async (_, body) => {
      const api = open();
      const as = await api.register();
      const response = await post(api, "/v1/chat", { as, body });
      const { errors, ...refusal } = await problemOf(response);
      expect(refusal).toEqual(problem(422, "validation-failed"));
      expect(errors.length).toBeGreaterThan(0);
      for (const error of errors) {
        expect(error).toEqual({ path: expect.any(String), message: expect.stringMatching(/./) });
      }
    });
  });

  it.each([
    ["GET", "/nowhere"],
    ["GET", "/v1"],
    ["GET", "/v1/nowhere"],
    ["POST", "/v1/conversations/nowhere/at/all"],
    ["GET", "/v1/auth/register"],
    ["DELETE", "/v1/auth/login"],
    ["PUT", "/v1/conversations"],
    ["GET", "/v1/chat"],
    ["POST", "/health"],
    ["GET", "/docs/package.json"],
    ["GET", "/docs/..%2fpackage.json"],
    ["GET", "/%ff%fe"],
  ])("knows no %s %s", async (method, path) => {
    expect(await problemOf(await open().call(method, path))).toEqual(problem(404, "not-found"));
  });

  it("says of every problem what the contract says, and nothing of what was sent", async () => {
    const api = open();
    const as = await api.register();
    const { email, username } = as;
    const marker = "Zanzibar";
    const headers = { "User-Agent": marker, Accept: marker };
    const account = { email, username: `new${username}`.slice(0, 30), password: marker.repeat(2) };
    const call = (method: string, path: string, options: object) =>
      api.call(method, `${path}?${marker}=${marker}`, { headers, ...options });
    const cases: [Promise<Response>, number, string][] = [
      [call("POST", "/v1/auth/login", { body: `{"${marker}` }), 400, "malformed-request"],
      [call("GET", "/v1/conversations", {}), 401, "token-missing"],
      [
        call("GET", "/v1/conversations", { headers: { Authorization: `Bearer ${marker}` } }),
        401,
        "token-invalid",
      ],
      [
        call("POST", "/v1/auth/login", { body: { identifier: marker, password: marker } }),
        401,
        "invalid-credentials",
      ],
      [
        call("POST", "/v1/auth/register", {
          body: { ...account, email: `x${email}`, profile: { name: marker, age: 12 } },
        }),
        403,
        "age-required",
      ],
      [call("PATCH", `/v1/conversations/${nobody}`, { as, body: {} }), 404, "not-found"],
      [call("POST", "/v1/auth/register", { body: account }), 409, "email-taken"],
      [
        call("POST", "/v1/auth/register", { body: { ...account, email: `y${email}`, username } }),
        409,
        "username-taken",
      ],
      [call("POST", "/v1/chat", { as, body: marker.repeat(10_000) }), 413, "too-large"],
      [
        call("POST", "/v1/chat", { as, body: marker, headers: { "Content-Type": marker } }),
        415,
        "unsupported-media-type",
      ],
      [call("POST", "/v1/chat", { as, body: { [marker]: marker } }), 422, "validation-failed"],
      [
        call("POST", "/v1/auth/register", {
          body: { ...account, profile: { gender: marker, timezone: marker, [marker]: 1 } },
        }),
        422,
        "validation-failed",
      ],
    ];
    for (const [answer, status, code] of cases) {
      const response = await answer;
      const answered = await problemOf(response);
      expect(answered).toEqual(problem(status, code));
      const all = JSON.stringify([answered, ...response.headers]);
      expect(all).not.toContain(marker);
      expect(all).not.toMatch(
        /select |insert |update |\.ts\b|node_modules|127\.0\.0\.1|\bat \w+\(/i,
      );
      expect(response.headers.has("WWW-Authenticate")).toBe(status === 401);
    }
  });

  describe("when the database is gone", () => {
    async function startWithout() {
      const api = open();
      const as = await api.register();
      const database = losable(await api.database.openAnother());
      const another = await api.startOn(database);
      const lines: unknown[] = [];
      for (const level of ["debug", "info", "warning", "error"] as const) {
        vi.spyOn(another.services.log, level).mockImplementation((...line) => lines.push(line));
      }
      await database.lose();
      return { as, another, lines };
    }

    it("answers 503 with Retry-After on every route that needs it", async () => {
      const { as, another } = await startWithout();
      const password = "a password of note";
      const account = { email: "gone@example.org", username: "gone", password };
      const answers = [
        await another.call("POST", "/v1/auth/register", { body: account }),
        await another.call("POST", "/v1/auth/login", { body: { identifier: "gone", password } }),
        await another.call("GET", "/v1/conversations", { as }),
        await another.call("POST", "/v1/conversations", { as }),
        await another.call("GET", `/v1/conversations/${nobody}`, { as }),
        await another.call("POST", "/v1/chat", { as, body: { content: "Hi" } }),
      ];
      for (const answer of answers) {
        expect(await problemOf(answer)).toEqual(problem(503, "database-unavailable"));
        expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
      }
    });

    it("writes a log line that holds nothing of what was said or stored", async () => {
      const { as, another, lines } = await startWithout();
      const secrets = ["I never told anybody", "hidden@example.org", "hidden-name", "hidden pass"];
      const [content, email, username, password] = secrets;
      const headers = { "X-Request-Id": "the-lost-one" };
      await another.call("POST", "/v1/chat", { as, body: { content }, headers });
      await another.call("POST", "/v1/auth/register", { body: { email, username, password } });
      const text = JSON.stringify(lines);
      expect(text).toContain("the-lost-one");
      expect(text).toContain("database-unavailable");
      for (const secret of [...secrets, as.id, as.accessToken, "params", "insert into"]) {
        expect(text).not.toContain(secret);
      }
    });
  });

  it("logs no word of a reply whose database goes away while it is written", async () => {
    const api = open();
    const as = await api.register();
    const database = losable(await api.database.openAnother());
    const another = await api.startOn(database);
    const lines: unknown[] = [];
    for (const level of ["debug", "info", "warning", "error"] as const) {
      vi.spyOn(another.services.log, level).mockImplementation((...line) => lines.push(line));
    }
    const hold = Promise.withResolvers<void>();
    api.inference.next = [{ pieces: ["A secret", " answer"], hold: hold.promise }];
    const response = await another.call("POST", "/v1/chat", {
      as,
      body: { content: "A secret question" },
      headers: { Accept: "text/event-stream" },
    });
    const events = readEvents(response);
    await events.next();
    await events.next();
    await database.lose();
    hold.resolve();
    // It would try for half a minute to store the end; being stopped ends that.
    expect((await events.next()).value).toMatchObject({ event: "message.delta" });
    const stopped = another.stop();
    const last = (await collect(events)).at(-1)!;
    await stopped;
    expect(last).toMatchObject({ event: "error", data: problem(503, "database-unavailable") });
    expect(JSON.stringify(lines)).toContain("reply left to others");
    expect(JSON.stringify(lines)).not.toMatch(/secret|params|update messages/);
  });

  it("says nothing of a failure nobody foresaw but that it happened", async () => {
    const api = open();
    const as = await api.register();
    const another = await api.startAnother();
    const log = vi.spyOn(another.services.log, "error").mockImplementation(() => {});
    const find = vi.spyOn(another.services.conversations, "find");
    find.mockRejectedValue(new Error("secret table exploded"));
    const response = await another.call("GET", `/v1/conversations/${nobody}`, { as });
    const answered = await problemOf(response);
    expect(answered).toEqual(problem(500, "internal"));
    expect(JSON.stringify(answered)).not.toContain("exploded");
    expect(log).toHaveBeenCalledOnce();
  });
});
