/** What a connection of a call must have negotiated, by both ends' word, before anybody is seen or heard. */
import { bytesEqual } from '../../crypto/bytes.ts';
import type { Seen } from './words.ts';

/** Profiles of RFC 5764 and RFC 7714 that encrypt and authenticate; browsers name them with the prefix or without. */
const SRTP: ReadonlySet<string> = new Set([
  'AES128_CM_HMAC_SHA1_80',
  'AES_CM_128_HMAC_SHA1_80',
  'AEAD_AES_128_GCM',
  'AEAD_AES_256_GCM',
]);
/** DTLS 1.2 and 1.3, as getStats writes them. */
const DTLS: ReadonlySet<string> = new Set(['FEFD', 'FEFC']);

/** Media goes encrypted and authenticated, under keys that DTLS agreed. */
export function isProtected({ dtlsCipher, srtpCipher, tlsVersion }: Seen): boolean {
  const isNamed = dtlsCipher !== '' && !dtlsCipher.includes('NULL');
  return isNamed && DTLS.has(tlsVersion.toUpperCase()) && SRTP.has(srtpCipher.replace(/^SRTP_/u, ''));
}

/** The certificates that were committed to. */
export interface Committed {
  readonly own: Uint8Array;
  readonly theirs: Uint8Array;
}

/** Why what this end sees is not in order; null when it is. */
export function flawOf(seen: Seen, { own, theirs }: Committed): 'certificate' | 'unprotected' | null {
  if (!bytesEqual(seen.own, own) || !bytesEqual(seen.remote, theirs)) return 'certificate';
  return isProtected(seen) ? null : 'unprotected';
}

/** Why what both ends see is not the same connection; null when it is. */
export function differenceOf(mine: Seen, theirs: Seen): 'certificate' | 'unprotected' | null {
  if (!bytesEqual(mine.own, theirs.remote) || !bytesEqual(mine.remote, theirs.own)) return 'certificate';
  const isSame =
    mine.srtpCipher === theirs.srtpCipher &&
    mine.tlsVersion === theirs.tlsVersion &&
    mine.dtlsCipher === theirs.dtlsCipher;
  return isSame ? null : 'unprotected';
}
