/**
 * P's signature inside a patient's own entry. The consent key that signs on the ledger lies in a visit slip, which
 * doctors' machines have seen; only the master card has P, so that readers know the patient themselves wrote it.
 */
import { concatBytes, u64be } from './bytes.ts';
import { domainTag } from './hash.ts';
import { toSignature } from './ids.ts';
import type { EpochKey, Network, RootKey, Signature } from './ids.ts';
import type { NamedKeyPair } from './patientKeys.ts';
import { signDetached, verifyTransactionSignature } from './signature.ts';

/** What P signs: tag("consilium/own-entry/v1") ‖ network ‖ SPK_e ‖ u64 time ‖ h_clin. */
export interface OwnEntryClaim {
  readonly network: Network;
  /** SPK_e of the visit under which it stands. */
  readonly epoch: EpochKey;
  /** As in the statement, ms. */
  readonly time: number;
  /** h_clin, which covers the words and hides them. */
  readonly clinicalHash: Uint8Array;
}

const TAG = domainTag('consilium/own-entry/v1');

export function signOwnEntry(claim: OwnEntryClaim, root: NamedKeyPair<RootKey>): Signature {
  return toSignature(signDetached(messageOf(claim), root.secretKey));
}

export function ownEntryHolds(claim: OwnEntryClaim, signature: Signature, root: RootKey): boolean {
  return verifyTransactionSignature(messageOf(claim), signature, root);
}

function messageOf({ network, epoch, time, clinicalHash }: OwnEntryClaim): Uint8Array {
  return concatBytes(TAG, network, epoch, u64be(time), clinicalHash);
}
