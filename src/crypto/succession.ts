/**
 * A patient's new root in the place of a former one: how the ledger names the two without naming either, and how the
 * former root itself agrees where its master card is at hand. Roots are public keys that nobody guesses, so that their
 * hashes need no salt: whoever knows both roots recomputes them, and nobody else learns anything.
 */
import { concatBytes } from './bytes.ts';
import { domainTag, sha256 } from './hash.ts';
import { toSignature, type Network, type RootKey, type Signature } from './ids.ts';
import type { NamedKeyPair } from './patientKeys.ts';
import { signDetached, verifyTransactionSignature } from './signature.ts';

const FORMER_TAG = domainTag('consilium/succession/former/v1');
const LINK_TAG = domainTag('consilium/succession/link/v1');
const ID_TAG = domainTag('consilium/succession/v1');
const ROOT_TAG = domainTag('consilium/succession/root/v1');

/** H(tag("consilium/succession/former/v1") ‖ P): the former root in the transaction. */
export function formerRootName(root: RootKey): Uint8Array {
  return sha256(FORMER_TAG, root);
}

/** H(tag("consilium/succession/link/v1") ‖ P ‖ P′). */
export function successionLink(former: RootKey, next: RootKey): Uint8Array {
  return sha256(LINK_TAG, former, next);
}

/** H(tag("consilium/succession/v1") ‖ institution 16 ‖ name of the former root): the entity's id. */
export function successionId(institution: Uint8Array, former: Uint8Array): Uint8Array {
  return sha256(ID_TAG, institution, former);
}

/** P over tag("consilium/succession/root/v1") ‖ network ‖ P′. */
export function signSuccession(network: Network, next: RootKey, former: NamedKeyPair<RootKey>): Signature {
  return toSignature(signDetached(concatBytes(ROOT_TAG, network, next), former.secretKey));
}

export function successionHolds(
  of: { readonly network: Network; readonly former: RootKey; readonly next: RootKey },
  signature: Signature,
): boolean {
  return verifyTransactionSignature(concatBytes(ROOT_TAG, of.network, of.next), signature, of.former);
}
