/** The salted hash by which an exchange names its records: on the ledger it tells nobody which they are, nor how many. */
import { utf8 } from '../../crypto/bytes.ts';
import { encodeCanonical } from '../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';

const TAG = domainTag('consilium/exchange/v1');

/** UTF-16 units of a note. */
export const LONGEST_NOTE = 500;

export interface ExchangeList {
  /** 32 bytes. */
  readonly salt: Uint8Array;
  /** What for, in the doctor's words; empty for none. It may name a patient, and so stands on no ledger. */
  readonly note: string;
  /** H(S) of each record. */
  readonly statements: readonly Uint8Array[];
}

/** records = H(tag("consilium/exchange/v1") ‖ salt 32 ‖ H(note) ‖ H(CBOR [H(S), …])), in the order of the list. */
export function exchangeRecordsHash({ salt, note, statements }: ExchangeList): Uint8Array {
  return sha256(TAG, salt, sha256(utf8(note)), sha256(encodeCanonical([...statements])));
}
