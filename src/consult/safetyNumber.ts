/**
 * What two doctors read to each other to know that nobody sits between them: 60 digits in groups of five, the same on
 * both screens, half of it over each doctor's id and signing key.
 *
 * half = the six 5-byte numbers of H(tag("consilium/consult/safety/v1") ‖ network ‖ id ‖ key), H = BLAKE2b-256, each
 * mod 100,000; the doctor with the lower id comes first.
 */
import { compareBytes } from '../crypto/bytes.ts';
import { blake2b256, domainTag } from '../crypto/hash.ts';
import type { Network, StaffId } from '../crypto/ids.ts';

const TAG = domainTag('consilium/consult/safety/v1');
const GROUPS = 6;

export interface SafetyParty {
  readonly doctor: StaffId;
  readonly signingKey: Uint8Array;
}

/** Twelve groups of five digits. */
export function safetyNumber(network: Network, one: SafetyParty, other: SafetyParty): readonly string[] {
  return [one, other]
    .toSorted((left, right) => compareBytes(left.doctor, right.doctor))
    .flatMap(({ doctor, signingKey }) => groupsOf(blake2b256(null, TAG, network, doctor, signingKey)));
}

function groupsOf(hash: Uint8Array): readonly string[] {
  return Array.from({ length: GROUPS }, (_, index) => {
    const bytes = hash.subarray(index * 5, index * 5 + 5);
    const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 100_000).padStart(5, '0');
  });
}
