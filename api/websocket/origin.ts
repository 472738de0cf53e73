/**
 * Whether a page from this origin may connect: the server's own by the host it was asked under, or
 * one of the list. Without an Origin no browser asks. The scheme is not compared: a proxy that ends
 * TLS leaves none to compare with, and no cookie rides along that another page could use.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  { url, allowed }: { url: string; allowed: string[] },
): boolean {
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && /^https?:/.test(origin) && new URL(origin).host === hostOf(url);
}

/** The host as an origin writes it: without a default port, of either scheme. */
function hostOf(url: string): string {
  return new URL(url).host.replace(/:(80|443)$/, "");
}
