import { expect, it } from "vitest";

import { describeProcesses } from "#api/testing/describe-processes.ts";
import { startMailbox } from "#api/testing/mailbox.ts";
import type { TestClient, TestUser } from "#api/testing/test-client.ts";
import { connect } from "#api/testing/test-socket.ts";

const said = "my mother's name is Theodolinde";
const password = "parsnip volcano trumpet";
const nextPassword = "gherkin tornado bassoon";
const wrong = "rhubarb cyclone oboe";
const name = "Kunigunde";

/** Everything that takes a secret, rightly and wrongly; tolerates any answer. */
async function useEverything(api: TestClient, as: TestUser): Promise<void> {
  const { email, username, refreshToken } = as;
  const ask = async (method: string, path: string, body?: unknown, more: object = {}) => {
    const response = await api.call(method, path, { body, ...more }).catch(() => undefined);
    await response?.text().catch(() => {});
  };
  const mine = { as };
  for (const tried of [password, wrong]) {
    await ask("POST", "/v1/auth/login", { identifier: email, password: tried });
    await ask("POST", `/v1/auth/login?password=${encodeURIComponent(tried)}`, {
      identifier: tried,
    });
    await ask("POST", "/v1/auth/register", { email, username, password: tried, profile: { name } });
    await ask("PATCH", "/v1/me", { username, currentPassword: tried }, mine);
    await ask("DELETE", "/v1/me", { password: `${tried}.` }, mine);
  }
  await ask("POST", "/v1/auth/login", `{"identifier":"${email}","password":"${password}"`);
  await ask(
    "PATCH",
    "/v1/me/profile",
    { name, location: name, preferences: { [name]: name } },
    mine,
  );
  await ask("POST", "/v1/auth/password/forgot", { email });
  await ask("POST", "/v1/auth/password/reset", { token: refreshToken, newPassword: nextPassword });
  await ask("POST", "/v1/auth/refresh", { refreshToken: `${refreshToken}x` });
  await ask("GET", `/v1/me?token=${as.accessToken}`);
  await ask("GET", "/v1/me/export", undefined, mine);
  await ask("POST", "/v1/chat", { content: said }, mine);
  await ask(
    "POST",
    "/v1/chat",
    { content: said },
    { as, headers: { Accept: "text/event-stream" } },
  );
  await ask("POST", "/v1/chat", { content: said, unknown: said }, mine);
  await ask("GET", `/v1/conversations/${encodeURIComponent(said)}?cursor=${name}`, undefined, mine);
}

/** Sends over a WebSocket whose handshake and frames hold a token. */
async function useSocket(api: TestClient, as: TestUser): Promise<void> {
  const socket = await connect(api, { as });
  socket.send({ type: "auth", accessToken: as.accessToken });
  socket.send({ type: "message.send", requestId: "r1", content: said });
  await socket.until("message.done", "r1");
  socket.send({ type: "auth", accessToken: `${as.accessToken}x` });
  await socket.closed;
}

describeProcesses("all that is logged", (open) => {
  it("holds no password, no token, no name and nothing that was said, whatever goes wrong", async () => {
    const mailbox = await startMailbox();
    const gate = await open().startGate();
    const api = await open().startApi({
      DATABASE_URL: gate.url,
      LOG_LEVEL: "debug",
      ACCESS_LOG: "true",
      MAIL_WEBHOOK_URL: mailbox.url.replace("//", "//mailer:mandolin@"),
      STATEMENT_TIMEOUT_MS: "1000",
    });
    const account = { email: "theodolinde@example.org", username: "theodolinde", password };
    const registered = await api.call("POST", "/v1/auth/register", { body: account });
    const as: TestUser = { ...account, ...(await registered.json()) };
    mailbox.refusals = [400];
    await useEverything(api, as);
    await api.call("POST", "/v1/auth/password/forgot", { body: { email: as.email } });
    const [mail] = await mailbox.mailsTo(as.email);
    await useSocket(api, as);
    open().inference.scripts.set(said, { pieces: ["Half"], end: "break" });
    await useEverything(api, as);
    gate.shut();
    await useEverything(api, as);
    gate.open();
    const { stderr } = await api.stop();
    await mailbox.close();
    const lines = stderr.trim().split("\n");
    expect(lines.length).toBeGreaterThan(50);
    expect(stderr).toContain("database-unavailable");
    expect(stderr).toContain("mail not sent");
    const secrets = [as.accessToken, as.refreshToken, mail!.token, password, nextPassword, wrong];
    const words = [name, "Theodolinde", "theodolinde", "mandolin", "test:a-secret", "$2"];
    for (const word of [...secrets, ...words]) {
      expect(
        lines.filter((line) => line.includes(word) || line.includes(encodeURIComponent(word))),
      ).toEqual([]);
    }
    const signature = as.accessToken.split(".")[2]!;
    expect(stderr).not.toContain(signature);
  });
});
