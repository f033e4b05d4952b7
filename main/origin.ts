/** The one origin that the screens have. Every check of a URL in the shell goes through {@link isOwnUrl}. */

export const SCHEME = 'app';
export const HOST = 'consilium';
export const START_URL = `${SCHEME}://${HOST}/index.html`;
/** Says that the other one crashed too often. */
export const STOPPED_URL = `${SCHEME}://${HOST}/stopped.html`;

/** Whether a URL belongs to the screens: parsed, never compared as text. */
export function isOwnUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    url.protocol === `${SCHEME}:` &&
    url.hostname === HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}

/** Below the address of the page: what it plays (main/mediaStreams.ts). */
export const MEDIA_FOLDER = 'media';

export function isMediaAddress(text: string): boolean {
  return isOwnUrl(text) && (URL.parse(text)?.pathname.startsWith(`/${MEDIA_FOLDER}/`) ?? false);
}

/** Own files, and pictures that a screen made itself. The policy of each page says the same a second time. */
export function mayLoad(url: string): boolean {
  return isOwnUrl(url) || url.startsWith('blob:') || url.startsWith('data:') || url.startsWith('devtools:');
}
