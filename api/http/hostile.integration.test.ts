import { once } from "node:events";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";

import { describe, expect, it, vi } from "vitest";

import { createApp } from "#api/app.ts";
import { listen } from "#api/entry/node-listen.ts";
import { refusalOf, refused, say } from "#api/testing/conversation-helpers.ts";
import { describeApi } from "#api/testing/describe-api.ts";
import type { TestClient } from "#api/testing/test-client.ts";

const requestIdPattern = /^[A-Za-z0-9._-]{1,64}$/;

/** All that a server says to these bytes, until it closes the connection. */
async function exchange({ url }: Pick<TestClient, "url">, ...pieces: (string | Buffer)[]) {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.on("data", (bytes: Buffer) => (text += bytes.toString("latin1")));
  socket.on("error", () => {});
  const closed = once(socket, "close");
  await once(socket, "connect");
  for (const piece of pieces) socket.write(piece);
  await closed;
  const [head = "", body = ""] = text.split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), head, body, text };
}

describeApi("what nobody well-meaning sends", (open) => {
  describe("that is no HTTP", () => {
    it.each([
      ["another protocol", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
      ["a header with a NUL", "GET /livez HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"],
      ["a header without a name", "GET /livez HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"],
      ["headers without end", `GET /livez HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(20_000)}\r\n\r\n`],
      [
        "two lengths",
        "POST /v1/chat HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      ],
      [
        "a length and pieces",
        "POST /v1/chat HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      ],
      ["no host", "GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n"],
      ["a host that is none", "GET /livez HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"],
      ["a host with a path", "GET /livez HTTP/1.1\r\nHost: a/b?c\r\nConnection: close\r\n\r\n"],
      ["a target that is none", "GET \\livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"],
    ])("such as %s, is told so by a problem with an id", async (_, bytes) => {
      const { status, head, body } = await exchange(open(), bytes);
      expect(status).toBe(400);
      expect(head.toLowerCase()).toContain("content-type: application/problem+json");
      const id = /^x-request-id: (.+)$/im.exec(head)?.[1];
      expect(id).toMatch(requestIdPattern);
      expect(JSON.parse(body)).toEqual({
        type: "/problems/malformed-request",
        title: "The request could not be read",
        status: 400,
        detail: expect.any(String),
        instance: "/",
        requestId: id,
      });
    });

    it("breaks no answer that is under way on the same connection", async () => {
      const api = open();
      const as = await api.register();
      const { conversationId, reply } = await say(api, as, "Hello");
      const hold = Promise.withResolvers<void>();
      api.inference.next = [{ pieces: ["One", " two"], hold: hold.promise }];
      const body = JSON.stringify({ content: "Hi", conversationId });
      const head = [
        "POST /v1/chat HTTP/1.1",
        "Host: a",
        `Authorization: Bearer ${as.accessToken}`,
        "Accept: text/event-stream",
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
      ].join("\r\n");
      const answered = exchange(api, `${head}\r\n\r\n${body}`, "garbage\r\n\r\n");
      hold.resolve();
      const { text } = await answered;
      expect(text.match(/HTTP\/1\.1 /g)!.length).toBeLessThanOrEqual(2);
      expect(text).not.toContain("undefined");
      expect((await api.call("GET", `/v1/conversations/${conversationId}`, { as })).status).toBe(
        200,
      );
      expect(reply.content).toBe("Hello there.");
    });
  });

  it("expecting what nobody knows of, is answered like anybody else", async () => {
    const head = "GET /livez HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\nConnection: close\r\n\r\n";
    expect((await exchange(open(), head)).status).toBe(200);
  });

  it("drip by drip, is not waited for", async () => {
    const { services } = open();
    const impatience = { headersTimeoutMs: 200, requestTimeoutMs: 400, checkEveryMs: 50 };
    const server = await listen(createApp(), services, impatience);
    try {
      const slowHead = await exchange(server, "GET /livez HTTP/1.1\r\nHost: a\r\n");
      expect(slowHead.status).toBe(400);
      const slowBody = await exchange(
        server,
        "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n",
        'Content-Length: 100\r\n\r\n{"identifier":',
      );
      expect(slowBody.status).toBe(400);
      expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    } finally {
      const stopped = server.stopAccepting();
      server.closeConnections();
      await stopped;
    }
  });

  describe("in a query", () => {
    it.each([
      ["a NUL", "?cursor=a%00b", 400, "malformed-request"],
      ["a NUL in a name", "?%00=a", 400, "malformed-request"],
      ["what is not UTF-8", "?cursor=%ff%fe", 400, "malformed-request"],
      ["half a surrogate pair", "?cursor=%ED%A0%80", 400, "malformed-request"],
      ["an escape cut short", "?cursor=%4", 400, "malformed-request"],
    ])("%s is refused", async (_, query, status, code) => {
      const api = open();
      const as = await api.register();
      const response = await api.call("GET", `/v1/conversations${query}`, { as });
      expect(await refusalOf(response)).toEqual(refused(status, code));
    });
  });

  it.each(["/v1/conversations/a%00b", "/%00", "/docs/%00.js", "/v1/conversations/%ff"])(
    "names nothing as %s",
    async (path) => {
      const api = open();
      const as = await api.register();
      const response = await api.call("GET", path, { as });
      expect(await refusalOf(response)).toEqual(refused(404, "not-found"));
    },
  );

  describe("as the type of a body", () => {
    it.each([
      "application/json; charset=utf-16",
      "application/json; charset=latin1; x=y",
      "application/json, text/plain",
      "application/json application/json",
      "application/json;charset=utf-8,application/json",
    ])("%s is not supported", async (type) => {
      const headers = { "Content-Type": type };
      const response = await open().call("POST", "/v1/auth/login", { body: "{}", headers });
      expect(await refusalOf(response)).toEqual(refused(415, "unsupported-media-type"));
    });

    it("two of them are not supported", async () => {
      const head =
        "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n";
      const types = "Content-Type: text/plain\r\nContent-Type: application/json\r\n\r\n";
      expect((await exchange(open(), head, types, "{}")).status).toBe(415);
    });

    it.each(["gzip", "br", "deflate, gzip", "identity, gzip"])(
      "%s as its encoding is not supported",
      async (encoding) => {
        const headers = { "Content-Type": "application/json", "Content-Encoding": encoding };
        const body = gzipSync('{"identifier":"a","password":"b"}');
        const url = new URL("/v1/auth/login", open().url);
        const response = await fetch(url, { method: "POST", headers, body });
        expect(await refusalOf(response)).toEqual(refused(415, "unsupported-media-type"));
      },
    );
  });

  it("with a body where none is asked for is read no further than anywhere", async () => {
    const api = open();
    const as = await api.register();
    const { conversationId, reply } = await say(api, as, "Hello");
    const path = `/v1/conversations/${conversationId}/messages/${reply.id}/regenerate`;
    const headers = { "Idempotency-Key": "a-large-one" };
    const body = "x".repeat(65_537);
    const response = await api.call("POST", path, { as, body, headers });
    expect(await refusalOf(response)).toEqual(refused(413, "too-large"));
  });

  it("with a body nested 30,000 deep where none is asked for is answered like one without", async () => {
    const api = open();
    const as = await api.register();
    const { conversationId, reply } = await say(api, as, "Hello");
    const path = `/v1/conversations/${conversationId}/messages/${reply.id}/regenerate`;
    const headers = { "Idempotency-Key": "a-deep-one" };
    const body = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    const regenerate = () => api.call("POST", path, { as, body, headers });
    const answers = [await regenerate(), await regenerate()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [first, again] = await Promise.all(answers.map((answer) => answer.json()));
    expect(again.reply.id).toBe(first.reply.id);
  });

  it("and leaves in the middle of a body is no failure of the service", async () => {
    const api = await open().startAnother();
    const log = vi.spyOn(api.services.log, "error");
    const { port, hostname } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    socket.write("POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n");
    socket.write("Content-Length: 100\r\n\r\n{");
    await once(socket, "connect");
    socket.destroy();
    await once(socket, "close");
    for (let i = 0; i < 20; i += 1) await api.call("GET", "/livez");
    expect(log).not.toHaveBeenCalled();
  });

  it.each([
    ["a line break", 'a\r\n{"level":50,"msg":"forged"}'],
    ["control characters", "a\u001b[2J\u0007"],
    ["a line separator", "a%0Aforged%E2%80%A8forged"],
  ])("forges no line of the log by %s", async (_, text) => {
    const api = await open().startAnother({ ACCESS_LOG: "true" });
    const lines: [string, (Record<string, unknown> | undefined)?][] = [];
    vi.spyOn(api.services.log, "info").mockImplementation((...line) => lines.push(line));
    const path = `/v1/${encodeURIComponent(text)}?${encodeURIComponent(text)}`;
    await (await api.call("GET", path, { headers: { "X-Request-Id": encodeURI(text) } })).text();
    await exchange(
      api,
      `GET /livez HTTP/1.1\r\nHost: a\r\nX-Request-Id: ${text}\r\nConnection: close\r\n\r\n`,
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const [event, fields] of lines) {
      expect(event).toBe("request");
      expect(fields!["requestId"]).toMatch(requestIdPattern);
      expect(JSON.stringify(fields)).not.toMatch(/forged|u001b|2J/);
    }
  });
});
