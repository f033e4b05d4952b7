/** The name of a consult's receipt: both doctors find it by themselves, and it tells nobody else anything. */
import { domainTag, sha256 } from '../../crypto/hash.ts';

const TAG = domainTag('consilium/consult/receipt/v1');

/**
 * H(tag("consilium/consult/receipt/v1") ‖ what every message of the dialogue is bound to): request, acceptance, both
 * doctors and their keys; the acceptance went sealed, so that no node knows it.
 */
export function consultReceiptName(associatedData: Uint8Array): Uint8Array {
  return sha256(TAG, associatedData);
}
