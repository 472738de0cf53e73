/** A token of 256 random bits that says nothing, for whoever presents it. */
export const newOpaqueToken = () => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

/** SHA-256 in hex, which is all that is stored: of 256 random bits a fast hash hides enough. */
export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
