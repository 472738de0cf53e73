import { newOpaqueToken } from "#api/auth/opaque-token.ts";
import { requireStrongPassword } from "#api/auth/require-strong-password.ts";
import { NewPassword } from "#api/auth/credentials.ts";
import { DomainError } from "#api/errors.ts";
import { ageAt } from "#api/me/age.ts";
import { eraseUser } from "#api/me/remove-account.ts";
import { ProfileInput } from "#api/me/schemas.ts";
import { setAge } from "#api/me/set-age.ts";
import { tellOwner } from "#api/mail/tell-owner.ts";
import type { Services } from "#api/services.ts";
import type { Account } from "#db/repositories/users.ts";
import { StartupError } from "#deploy/startup-error.ts";

const passwordLength = 20;

/** Writes a line for whoever runs the command. */
type Tell = (line: string) => void;

/** One line a user, the oldest account first: what an operator needs to find one, and no hash. */
export async function listUsers({ users, now }: Services, tell: Tell): Promise<void> {
  tell(["id", "username", "email", "state", "age", "created", "last used"].join("\t"));
  for await (const { user, profile, lastUsedAt } of users.findAll()) {
    const { id, username, email, isActive, createdAt } = user;
    const state = isActive ? "active" : "deactivated";
    const dates = [createdAt, lastUsedAt].map((date) => date?.toISOString() ?? "-");
    tell([id, username, email, state, ageAt(profile, now()) ?? "-", ...dates].join("\t"));
  }
}

/** Sets a password, one made by chance where none is given, and ends all sessions. */
export async function resetPassword(
  services: Services,
  { user, profile }: Account,
  given: string | undefined,
  tell: Tell,
): Promise<void> {
  const password = given === undefined ? newOpaqueToken().slice(0, passwordLength) : read(given);
  if (given !== undefined) {
    const owner = { ...user, name: profile.name };
    orExplain(() => requireStrongPassword(password, owner, "password"));
  }
  const hash = await services.hashPassword(password);
  await services.userChanges.setPassword(user.id, { hash, now: services.now() });
  tellOwner(services, "password-changed", user);
  if (given === undefined) tell(password);
  else tell(`${user.username} has a new password.`);
}

/** Closes or opens an account; closing ends all sessions, within five seconds on running servers. */
export async function setActive(
  services: Services,
  { user }: Account,
  isActive: boolean,
  tell: Tell,
): Promise<void> {
  await services.userChanges.setActive(user.id, isActive, services.now());
  tell(`${user.username} is ${isActive ? "active" : "deactivated"}.`);
}

/** Removes an account with everything that is held of it. */
export async function deleteUser(services: Services, { user }: Account, tell: Tell): Promise<void> {
  await eraseUser(services, user.id);
  tell(`${user.username} is gone. The inference server forgets them within a minute of running.`);
}

/** Says how old somebody is: in years, by a birth date, or that it is not known. */
export async function correctAge(
  services: Services,
  { user }: Account,
  text: string,
  tell: Tell,
): Promise<void> {
  await setAge(services, user.id, readAge(text)).catch((error: unknown) => {
    throw error instanceof DomainError
      ? new StartupError("The birth date is in the future.")
      : error;
  });
  const account = await services.users.find(user.id);
  const age = account && ageAt(account.profile, services.now());
  tell(`${user.username} is ${age === undefined ? "of unknown age" : age}.`);
}

function readAge(text: string) {
  if (text === "unknown") return { age: null, birthDate: null };
  const given = /^\d{1,3}$/.test(text) ? { age: Number(text) } : { birthDate: text };
  const parsed = ProfileInput.pick({ age: true, birthDate: true }).safeParse(given);
  if (parsed.success) return parsed.data;
  throw new StartupError("An age is 0 to 130 years, a birth date as 1990-12-31, or unknown.");
}

function read(given: string): string {
  const parsed = NewPassword.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new StartupError(`The password cannot be used: ${parsed.error.issues[0]!.message}.`);
}

function orExplain(check: () => void): void {
  try {
    check();
  } catch (error) {
    const message = error instanceof DomainError ? error.fields?.[0]?.message : undefined;
    throw message ? new StartupError(`The password cannot be used: ${message}.`) : error;
  }
}
