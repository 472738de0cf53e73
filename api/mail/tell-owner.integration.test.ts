import { afterAll, beforeAll, expect, it } from "vitest";

import { resetPassword } from "#api/commands/user-actions.ts";
import { describeApi, type TestInstance } from "#api/testing/describe-api.ts";
import { startMailbox, type Mailbox } from "#api/testing/mailbox.ts";
import type { TestUser } from "#api/testing/test-client.ts";

const next = "another horse entirely";

describeApi("the owner of an account", (open) => {
  let mailbox: Mailbox;
  let api: TestInstance;
  beforeAll(async () => {
    mailbox = await startMailbox();
    api = await open().startAnother({ MAIL_WEBHOOK_URL: mailbox.url });
  });
  afterAll(() => mailbox.close());

  const rename = (as: TestUser, names: object, currentPassword = as.password) =>
    api.call("PATCH", "/v1/me", { as, body: { ...names, currentPassword } });
  const change = (as: TestUser, currentPassword: string, newPassword = next) =>
    api.call("POST", "/v1/auth/password", { as, body: { currentPassword, newPassword } });
  const notice = (kind: string, { email, username }: Pick<TestUser, "email" | "username">) => ({
    kind,
    to: email,
    username,
    changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });

  it("is mailed that the password was changed, whoever changed it and how", async () => {
    const as = await api.register();
    const told = () => mailbox.mailsTo(as.email, count, "password-changed");
    let count = 1;
    expect((await change(as, as.password)).status).toBe(204);
    expect(await told()).toEqual([notice("password-changed", as)]);
    await api.call("POST", "/v1/auth/password/forgot", { body: { email: as.email } });
    const { token } = (await mailbox.mailsTo(as.email))[0]!;
    const body = { token, newPassword: as.password };
    expect((await api.call("POST", "/v1/auth/password/reset", { body })).status).toBe(204);
    count = 2;
    expect(await told()).toHaveLength(2);
    const account = (await api.services.users.find(as.id))!;
    await resetPassword(api.services, account, undefined, () => {});
    count = 3;
    expect(await told()).toHaveLength(3);
  });

  it("is mailed at the former address that there is another, and that the name is another", async () => {
    const as = await api.register();
    const [email, username] = [`moved-${as.email}`, `moved-${as.username.slice(0, 8)}`];
    expect((await rename(as, { email, username })).status).toBe(200);
    const at = { email: as.email, username };
    expect(await mailbox.mailsTo(as.email, 1, "email-changed")).toEqual([
      notice("email-changed", at),
    ]);
    expect(await mailbox.mailsTo(as.email, 1, "username-changed")).toEqual([
      notice("username-changed", at),
    ]);
    expect(mailbox.received.filter(({ mail }) => mail.to === email)).toEqual([]);
  });

  it("hears nothing of what was refused, or was so before", async () => {
    const [as, other] = [await api.register(), await api.register()];
    expect((await change(as, "not this one")).status).toBe(401);
    expect((await change(as, as.password, "short")).status).toBe(422);
    expect((await rename(as, { email: "a@example.org" }, "not this one")).status).toBe(401);
    expect((await rename(as, { email: other.email })).status).toBe(409);
    expect((await rename(as, { email: as.email, username: as.username })).status).toBe(200);
    expect((await rename(as, {})).status).toBe(200);
    // Whoever stops has sent what there was to be sent.
    await api.stop();
    expect(mailbox.received.filter(({ mail }) => mail.to === as.email)).toEqual([]);
  });
});
