/**
 * What may protect the media of a call. The one list of it: the page says by it what it found, and the core holds by it
 * what both ends said. Names are those of getStats.
 */

export interface Negotiated {
  readonly srtpCipher: string;
  /** `FEFC`: DTLS 1.3; `FEFD`: 1.2. */
  readonly tlsVersion: string;
  readonly dtlsCipher: string;
}

/** Profiles of RFC 5764 and RFC 7714 that encrypt and authenticate; browsers name them with the prefix or without. */
const SRTP: ReadonlySet<string> = new Set([
  'AES128_CM_HMAC_SHA1_80',
  'AES_CM_128_HMAC_SHA1_80',
  'AEAD_AES_128_GCM',
  'AEAD_AES_256_GCM',
]);
const DTLS: ReadonlySet<string> = new Set(['FEFD', 'FEFC']);
/** Authenticated encryption alone. */
const DTLS_SUITE = /^TLS_(?!.*NULL)[A-Z0-9_]*(?:GCM|CHACHA20)[A-Z0-9_]*$/u;

/** Media goes encrypted and authenticated, under keys that DTLS agreed. */
export function isProtected({ dtlsCipher, srtpCipher, tlsVersion }: Negotiated): boolean {
  return (
    DTLS_SUITE.test(dtlsCipher) &&
    DTLS.has(tlsVersion.toUpperCase()) &&
    SRTP.has(srtpCipher.replace(/^SRTP_/u, ''))
  );
}
