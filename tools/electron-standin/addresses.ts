/**
 * Chromium refuses to open schemes it does not know. So `app://host/path` is `https://host.app.localhost/path` inside
 * of it: a secure context whose requests are answered before any connection is made. Everything on this side of the
 * seam speaks of `app://`.
 */

const registered = new Set<string>();

export function registerSchemes(schemes: readonly string[]): void {
  for (const scheme of schemes) registered.add(scheme);
}

/** The address as Chromium gets it. */
export function toChromium(address: string): string {
  const url = URL.parse(address);
  const scheme = url?.protocol.slice(0, -1) ?? '';
  if (url === null || !registered.has(scheme)) return address;
  return `https://${url.host}.${scheme}.localhost${url.pathname}${url.search}${url.hash}`;
}

/** The address as the program knows it. */
export function fromChromium(address: string): string {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return address;
  const parts = url.hostname.split('.');
  const [scheme, localhost] = parts.splice(-2);
  if (localhost !== 'localhost' || scheme === undefined || !registered.has(scheme)) return address;
  return `${scheme}://${parts.join('.')}${url.pathname}${url.search}${url.hash}`;
}

/** The scheme of an address as the program knows it. */
export function schemeOf(address: string): string {
  return URL.parse(address)?.protocol.slice(0, -1) ?? '';
}
