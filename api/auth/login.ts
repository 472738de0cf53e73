import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { isPasswordOf } from "./require-password.ts";
import type { LoginInput, SignedIn } from "./schemas.ts";
import { newSession, toSignedIn } from "./sign-in.ts";

/**
 * Begins a session for who knows the password. An unknown account and a wrong password are told
 * apart neither by the answer nor by the time it takes: both verify one hash.
 *
 * @throws DomainError invalid-credentials or account-deactivated
 */
export async function login(
  services: Services,
  input: LoginInput,
  userAgent: string | undefined,
): Promise<SignedIn> {
  const { config, users } = services;
  const account = await users.findByIdentifier(input.identifier);
  const hash = account?.user.passwordHash ?? (await services.decoyHash());
  const matches = await isPasswordOf(services, hash, input.password);
  if (account === undefined || !matches) throw new DomainError("invalid-credentials");
  if (!account.user.isActive) throw new DomainError("account-deactivated");
  const now = services.now();
  const begun = await newSession(account.user.id, userAgent, now);
  await users.addSession(begun.session);
  return toSignedIn(account, begun, { config, now });
}
