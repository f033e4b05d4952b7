/** How the last vote of a validator lies in its ledger's file: CBOR [height, round, block hash]. */
import { asArray, asBytes, asUint, decodeCanonical, encodeCanonical } from '../crypto/cbor.ts';
import type { LastSigned } from '../chain/soloValidator.ts';

/** Its name in the meta table of the ledger. */
export const LAST_SIGNED = 'host/last-signed';

export function encodeLastSigned({ height, round, blockHash }: LastSigned): Uint8Array {
  return encodeCanonical([height, round, blockHash]);
}

/** Errors: `cbor-*`, `field-malformed`. */
export function decodeLastSigned(bytes: Uint8Array): LastSigned {
  const [height, round, blockHash] = asArray(decodeCanonical(bytes), 'last-signed');
  return {
    height: asUint(height, 'last-signed.height'),
    round: asUint(round, 'last-signed.round'),
    blockHash: asBytes(blockHash, 32, 'last-signed.hash'),
  };
}
