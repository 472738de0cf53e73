import { eq } from "drizzle-orm";
import { expect, it } from "vitest";

import { describeWorker } from "#api/testing/describe-worker.ts";
import { textOf, type TestUser } from "#api/testing/test-client.ts";
import { connect, saidIn } from "#api/testing/test-socket.ts";
import { openPostgres } from "#db/clients/postgres.ts";
import { forgetTraces } from "#db/repositories/inference-traces.ts";
import { counters, jobs } from "#db/schema/service.ts";
import { sessions } from "#db/schema/users.ts";

describeWorker("the API", { REGISTER_LIMIT_PER_HOUR: "5" }, (open) => {
  async function endSessions({ id }: TestUser): Promise<void> {
    const database = await openPostgres(open().databaseUrl, { poolMax: 1 });
    await database.db.update(sessions).set({ endedAt: new Date() }).where(eq(sessions.userId, id));
    await database.close();
  }

  it("answers /health with the database and the model", async () => {
    const api = open();
    const response = await api.call("GET", "/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: "ok",
      checks: { database: { status: "ok" }, inference: { status: "ok", model: "other" } },
    });
    expect((await api.call("GET", "/readyz")).status).toBe(200);
  });

  it("removes an account, and has what is left to do done when the clock strikes", async () => {
    const api = open();
    const user = await api.register();
    await api.chat(user, { content: "Hello" });
    const database = await openPostgres(open().databaseUrl, { poolMax: 1 });
    const payload = { completions: [], caches: [] };
    await database.db.insert(jobs).values({ id: user.id, kind: forgetTraces, payload });
    const body = { password: user.password };
    expect((await api.call("DELETE", "/v1/me", { as: user, body })).status).toBe(204);
    expect((await api.call("GET", "/v1/me", { as: user })).status).toBe(401);
    expect(await (await open().strike()).text()).toBe("ok");
    expect(await database.db.select().from(jobs)).toEqual([]);
    await database.close();
  });

  it("changes a password that is shown, and gives all that is held away", async () => {
    const api = open();
    const user = await api.register();
    const newPassword = "another horse entirely";
    const change = (currentPassword: string) =>
      api.call("POST", "/v1/auth/password", { as: user, body: { currentPassword, newPassword } });
    expect((await change("not this one")).status).toBe(401);
    expect((await change(user.password)).status).toBe(204);
    const body = { identifier: user.email, password: newPassword };
    expect((await api.call("POST", "/v1/auth/login", { body })).status).toBe(200);
    const exported = await api.call("GET", "/v1/me/export", { as: user });
    expect(await exported.json()).toMatchObject({ account: { id: user.id } });
    expect((await api.call("HEAD", "/v1/me/export", { as: user })).status).toBe(200);
  });

  it("forgets what was counted when the clock strikes after its time", async () => {
    const database = await openPostgres(open().databaseUrl, { poolMax: 1 });
    const counted = { count: 1, windowEndsAt: new Date(Date.now() - 1000) };
    await database.db.insert(counters).values({ ...counted, key: "general:long ago" });
    await open().strike();
    const keys = (await database.db.select().from(counters)).map(({ key }) => key);
    expect(keys).not.toContain("general:long ago");
    await database.close();
  });

  it("registers, streams a reply and has it stored", async () => {
    const api = open();
    const user = await api.register({ name: "Lena" });
    const events = await api.chat(user, { content: "Hello" });
    expect(textOf(events)).toBe("Hello there.");
    const { conversationId } = events[0]!.data;
    const path = `/v1/conversations/${conversationId}/messages`;
    const { items } = await (await api.call("GET", path, { as: user })).json();
    expect(items[0]).toEqual(events.at(-1)!.data["reply"]);
  });

  it("keeps what was said when the model breaks off", async () => {
    const api = open();
    const user = await api.register();
    api.inference.next = [{ pieces: ["Half"], end: "no-finish-reason" }];
    const events = await api.chat(user, { content: "Hello" });
    expect(events.at(-1)).toMatchObject({ event: "error", data: { status: 503 } });
    const path = `/v1/conversations/${events[0]!.data["conversationId"]}/messages`;
    const { items } = await (await api.call("GET", path, { as: user })).json();
    expect(items[0]).toMatchObject({ content: "Half", status: "interrupted" });
  });

  it("streams replies over a WebSocket, and closes it when its session has ended", async () => {
    const api = open();
    const user = await api.register();
    const socket = await connect(api, { as: user });
    expect(socket.protocol).toBe("sarah.v1");
    const hello = { type: "message.send", requestId: "r1", content: "Hello" };
    socket.send(hello);
    const frames = await socket.until("message.done");
    expect(saidIn(frames)).toBe("Hello there.");
    const { conversationId } = frames[0]!;
    socket.send({ ...hello, requestId: "r2", conversationId });
    expect(saidIn(await socket.until("message.done", "r2"))).toBe("Hello there.");
    const path = `/v1/conversations/${conversationId}/messages`;
    const { items } = await (await api.call("GET", path, { as: user })).json();
    expect(items).toHaveLength(4);
    await endSessions(user);
    expect(await socket.closed).toEqual({ code: 4403, reason: "session-ended" });
  });

  it("lets a WebSocket show its token later, and tells frames it cannot read", async () => {
    const api = open();
    const socket = await connect(api);
    socket.send("{");
    expect((await socket.next()).data).toMatchObject({ type: "/problems/malformed-request" });
    socket.send({ type: "auth", accessToken: "nonsense" });
    expect(await socket.closed).toEqual({ code: 4401, reason: "token-invalid" });
    const large = await connect(api);
    large.send(" ".repeat(64 * 1024 + 1));
    expect((await large.closed).code).toBe(1009);
    const binary = await connect(api);
    binary.sendBytes(new Uint8Array([1]));
    expect((await binary.closed).code).toBe(1003);
  });

  it("refuses a WebSocket to pages of another site, and answers a plain request as malformed", async () => {
    const api = open();
    const headers = { Origin: "https://evil.example" };
    await expect(connect(api, { headers })).rejects.toThrow("No connection");
    expect((await api.call("GET", "/v1/ws")).status).toBe(400);
  });

  it("counts by the address that the edge has seen, in the database, and by no other", async () => {
    const api = open();
    const register = (address: string, i: number) => {
      const username = `edge-${address.replaceAll(".", "-")}-${i}`;
      const body = {
        username,
        email: `${username}@example.org`,
        password: "correct horse battery",
      };
      const headers = { "CF-Connecting-IP": address, "X-Forwarded-For": `198.51.100.${i}` };
      return api.call("POST", "/v1/auth/register", { body, headers });
    };
    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await register("192.0.2.1", i)).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
    expect((await register("192.0.2.2", 1)).status).toBe(201);
  });

  it("shows the docs from its own assets and refuses operators' business", async () => {
    const api = open();
    const script = await api.call("GET", "/docs/swagger-ui-bundle.js");
    expect(script.headers.get("Content-Type")).toContain("javascript");
    expect((await script.text()).length).toBeGreaterThan(100_000);
    expect(await (await api.call("GET", "/health")).json()).not.toHaveProperty("activeUsers");
  });
});
