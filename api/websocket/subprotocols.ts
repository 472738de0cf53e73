/** The one subprotocol that is spoken. */
export const subprotocol = "sarah.v1";

const tokenPrefix = "bearer.";

/** What RFC 9110 calls a token, which each name must be. */
const wellFormed = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/;

/** What a client offers in Sec-WebSocket-Protocol. */
export interface Offer {
  /** What is selected of it; undefined where nothing is offered. */
  selected: typeof subprotocol | undefined;
  /** The access token a browser puts here, where it can set no header. */
  token: string | undefined;
}

/** Reads Sec-WebSocket-Protocol. Undefined when what is spoken here is not offered, or not properly. */
export function readOffer(header: string | undefined): Offer | undefined {
  if (header === undefined) return { selected: undefined, token: undefined };
  const names = header.split(",").map((name) => name.trim());
  const isProper = names.every((name) => wellFormed.test(name)) && isUnique(names);
  if (!isProper || !names.includes(subprotocol)) return undefined;
  const bearer = names.find((name) => name.startsWith(tokenPrefix));
  return { selected: subprotocol, token: bearer?.slice(tokenPrefix.length) };
}

const isUnique = (names: string[]) => new Set(names).size === names.length;
