/**
 * What ties the key of a TLS connection to a hospital node: the node's registered key signs it. The two keys are
 * different, so that the node's own key stays in libsodium and the other one in TLS.
 */
import { concatBytes } from './bytes.ts';
import { domainTag, sha256 } from './hash.ts';
import { toSignature } from './ids.ts';
import type { Network, Signature, SigningKey } from './ids.ts';
import { signDetached, verifyTransactionSignature } from './signature.ts';

const TRANSPORT_TAG = domainTag('consilium/transport/v1');

/** A key for TLS that a node vouches for. */
export interface TransportKey {
  readonly network: Network;
  readonly nodeKey: SigningKey;
  /** SubjectPublicKeyInfo (RFC 5280) of the certificate, DER. */
  readonly publicKey: Uint8Array;
  /** Until when, in seconds since the Unix epoch, as the certificate has it. */
  readonly notAfter: number;
}

/** tag("consilium/transport/v1") ‖ network ‖ node key ‖ u64 notAfter ‖ SHA-256(SubjectPublicKeyInfo). */
export function transportMessage({ network, nodeKey, publicKey, notAfter }: TransportKey): Uint8Array {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(notAfter));
  return concatBytes(TRANSPORT_TAG, network, nodeKey, time, sha256(publicKey));
}

export function signTransport(key: TransportKey, nodeSecretKey: Uint8Array): Signature {
  return toSignature(signDetached(transportMessage(key), nodeSecretKey));
}

export function transportHolds(key: TransportKey, signature: Uint8Array): boolean {
  return verifyTransactionSignature(transportMessage(key), signature, key.nodeKey);
}
