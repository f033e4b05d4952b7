/** Two doctors who ask each other at the same moment (anchors/consult.md §3): one request wins, on both sides. */
import { compareBytes } from '../crypto/bytes.ts';
import type { RequestHash } from './ids.ts';

/**
 * Who goes on as the requester when both asked: the lower hash wins. The other side drops its own request, and is
 * asked as if it had not.
 */
export function winsGlare(mine: RequestHash, theirs: RequestHash): boolean {
  return compareBytes(mine, theirs) < 0;
}
