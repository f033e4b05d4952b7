/** The salted hash by which a grant names its records: on the ledger it tells nobody which they are, nor how many. */
import { encodeCanonical } from '../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';

const TAG = domainTag('consilium/grant/v1');

/** records = H(tag("consilium/grant/v1") ‖ salt 32 ‖ H(CBOR [H(S), …])), in the order of the list. */
export function grantRecordsHash(salt: Uint8Array, statements: readonly Uint8Array[]): Uint8Array {
  return sha256(TAG, salt, sha256(encodeCanonical([...statements])));
}
