const encoder = new TextEncoder();
const ivBytes = 12;

/** Encrypts a token so that only who holds the other token can read it (AES-256-GCM, key by HKDF). */
export async function sealToken(token: string, holder: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    await keyOf(holder),
    encoder.encode(token),
  );
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
}

/** Reads what was sealed for the holder of a token. @throws when it was sealed for another */
export async function unsealToken(sealed: string, holder: string): Promise<string> {
  const bytes = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0));
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: bytes.slice(0, ivBytes) },
    await keyOf(holder),
    bytes.slice(ivBytes),
  );
  return new TextDecoder().decode(plain);
}

async function keyOf(holder: string): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey("raw", encoder.encode(holder), "HKDF", false, [
    "deriveKey",
  ]);
  const derivation = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(),
    info: encoder.encode("refresh token successor"),
  };
  const algorithm = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(derivation, secret, algorithm, false, ["encrypt", "decrypt"]);
}
