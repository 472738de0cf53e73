import { DomainError } from "#api/errors.ts";
import { findWeakness, type PasswordOwner } from "./weak-password.ts";

/** @throws DomainError validation-failed at `path` for a password that is easily guessed */
export function requireStrongPassword(password: string, owner: PasswordOwner, path: string): void {
  const message = findWeakness(password, owner);
  if (message !== undefined)
    throw new DomainError("validation-failed", { fields: [{ path, message }] });
}
