import { DomainError } from "#api/errors.ts";
import type { Account } from "#db/repositories/users.ts";
import type { Services } from "#api/services.ts";
import { isPasswordOf } from "./require-password.ts";
import type { LoginInput, SignedIn } from "./schemas.ts";
import { newSession, toSignedIn, type Visitor } from "./sign-in.ts";

/**
 * Begins a session for who knows the password. An unknown account and a wrong password are told
 * apart neither by the answer nor by the time it takes: both verify one hash.
 *
 * @throws DomainError too-many-attempts, invalid-credentials or account-deactivated
 */
export async function login(
  services: Services,
  input: LoginInput,
  { userAgent, address }: Visitor,
): Promise<SignedIn> {
  const { config, users, failureLimit } = services;
  const named = await findByName(services, input.identifier);
  const mark = named?.user ?? { name: input.identifier };
  const attempt = { secret: "sign-in", account: mark, address } as const;
  const account = await failureLimit.attempt(attempt, async () => {
    const hash = named?.user.passwordHash ?? services.decoyHash;
    return (await isPasswordOf(services, hash, input.password)) ? named : undefined;
  });
  if (account === undefined) throw new DomainError("invalid-credentials");
  if (!account.user.isActive) throw new DomainError("account-deactivated");
  await failureLimit.welcome(account.user, address);
  const now = services.now();
  const begun = await newSession(account.user.id, userAgent, now);
  const added = await users.addSession(begun.session, account.user.passwordHash);
  if (!added) throw new DomainError("invalid-credentials");
  return toSignedIn(account, begun, { config, now });
}

/** The account of that name; undefined where there is none. */
async function findByName({ users }: Services, name: string): Promise<Account | undefined> {
  // Names are ASCII: what only folds into one in the database is another name, counted apart.
  return /^[\x20-\x7E]+$/.test(name) ? users.findByIdentifier(name) : undefined;
}
