/** The name under which a recording stands on the ledger: it tells nobody anything who has not its manifest and the salt. */
import { domainTag, sha256 } from '../../crypto/hash.ts';

const TAG = domainTag('consilium/consult/anchor/v1');

/** H(tag("consilium/consult/anchor/v1") ‖ salt 32 ‖ root of the manifest 32). */
export function anchorName(salt: Uint8Array, root: Uint8Array): Uint8Array {
  return sha256(TAG, salt, root);
}
