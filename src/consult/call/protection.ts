/** What a connection of a call must have negotiated, by both ends' word, before anybody is seen or heard. */
import { bytesEqual } from '../../crypto/bytes.ts';
import { isProtected } from './suites.ts';
import type { Seen } from './words.ts';

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
