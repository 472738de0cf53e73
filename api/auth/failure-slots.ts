import type { Backoff } from "#db/repositories/counters.ts";
import type { UserRow } from "#db/repositories/users.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** After the free attempts: half a minute, a minute, two … and never more than a quarter of an hour. */
const delays = { firstDelayMs: minuteMs / 2, longestDelayMs: 15 * minuteMs };

/** How long an address counts as one that an account has signed in from. */
export const familiarMs = 30 * dayMs;

/** How many more failures an address may have for those who have signed in from there before. */
const familiarPatience = 5;

/** What counts for an account: of a user their id, whatever they were called by whoever tries. */
export type AccountMark = Pick<UserRow, "id" | "passwordHash"> | { name: string };

/** Whose secret is tried, and from where. */
export interface Attempt {
  /** What is tried: each is counted apart. */
  secret: "sign-in" | "password" | "reset";
  /** Undefined when it names none; by name only where there is no such user. */
  account: AccountMark | undefined;
  /** As `clientAddress`; undefined where that is not known. */
  address: string | undefined;
}

/** One counter that an attempt counts in. */
export interface Slot {
  key: string;
  backoff: Backoff;
  /** Whether it counts for more than this account. */
  isShared?: boolean;
}

/** The counters of an attempt; `isFamiliar` where the account has signed in from there before. */
export function slotsOf(
  { secret, account, address }: Attempt,
  keys: AttemptKeys,
  { free, isFamiliar }: { free: number; isFamiliar: boolean },
): Slot[] {
  const slots: Slot[] = [];
  const perAccount = { ...delays, free, rememberMs: dayMs };
  if (account !== undefined) slots.push({ key: keys.pair, backoff: perAccount });
  if (account !== undefined && !isFamiliar) slots.push({ key: keys.account, backoff: perAccount });
  // Who is asked for the password again is signed in: an address says nothing more.
  if (address !== undefined && secret !== "password") {
    const patience = isFamiliar ? free * familiarPatience : free;
    const perAddress = { ...delays, free: patience, rememberMs: 60 * minuteMs };
    slots.push({ key: keys.address, backoff: perAddress, isShared: true });
  }
  return slots;
}

export interface AttemptKeys {
  /** The account from this address. */
  pair: string;
  /** The account from wherever it is not familiar. */
  account: string;
  /** That the account is familiar at this address. */
  familiar: string;
  /** The address. */
  address: string;
}

/**
 * Where an attempt is counted. Names and addresses are in these as digests only. The password that
 * counts is a part of it, as a digest of its hash: what was got wrong of a former one stands in
 * nobody's way, whoever set the new one, in whichever process.
 */
export async function keysOf({ secret, account, address = "" }: Attempt): Promise<AttemptKeys> {
  const isUser = account !== undefined && "id" in account;
  const prefix = await accountPrefix(isUser ? account.id : (account?.name ?? ""));
  const from = await digest(address);
  const tried = isUser ? `${secret}:${(await digest(account.passwordHash)).slice(0, 16)}` : secret;
  return {
    pair: `${prefix}${tried}:${from}`,
    account: `${prefix}${tried}`,
    familiar: `${prefix}familiar:${from}`,
    address: `failures:from:${from}:${secret}`,
  };
}

/** What all keys begin with that are about an account, by its id or by a name. */
export const accountPrefix = async (idOrName: string) =>
  `failures:of:${await digest(idOrName.trim().toLowerCase())}:`;

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
