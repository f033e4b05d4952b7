/**
 * Proofs of possession shown to a hospital node, each over the node's own nonce and key, so that no node can
 * pass one on to another; and the node's word on its head.
 */
import { concatBytes } from './bytes.ts';
import { encodeCanonical } from './cbor.ts';
import { domainTag, sha256 } from './hash.ts';
import { toSignature } from './ids.ts';
import type { Network, Signature, SigningKey } from './ids.ts';
import { signDetached, verifyTransactionSignature } from './signature.ts';

const LOGIN_TAG = domainTag('consilium/login/v1');
const PATIENT_TAG = domainTag('consilium/patient/v1');
const STATUS_TAG = domainTag('consilium/status/v1');

/** What a node asks to be signed; `nonce` is 32 bytes that it gave out on this connection. */
export interface NodeChallenge {
  readonly network: Network;
  readonly nodeKey: SigningKey;
  readonly nonce: Uint8Array;
  /** Over TLS what both ends of this connection share (RFC 9266), 32 bytes; a socket of this machine has none. */
  readonly binding?: Uint8Array;
}

/** What a validator says of its ledger, on demand. */
export interface NodeStatus {
  readonly network: Network;
  readonly chainId: string;
  readonly height: number;
  readonly headerHash: Uint8Array;
  /** The validator's own time, ms. */
  readonly time: number;
  /** 32 bytes that the asker chose. */
  readonly nonce: Uint8Array;
}

/** tag("consilium/login/v1") ‖ network ‖ node key ‖ nonce ‖ binding. */
export function loginMessage(challenge: NodeChallenge): Uint8Array {
  return challengeMessage(LOGIN_TAG, challenge);
}

/** Staff or a node logs in. */
export function signLogin(challenge: NodeChallenge, secretKey: Uint8Array): Signature {
  return toSignature(signDetached(loginMessage(challenge), secretKey));
}

export function loginHolds(challenge: NodeChallenge, signature: Uint8Array, key: SigningKey): boolean {
  return verifyTransactionSignature(loginMessage(challenge), signature, key);
}

/** tag("consilium/patient/v1") ‖ network ‖ node key ‖ nonce ‖ binding. */
export function patientMessage(challenge: NodeChallenge): Uint8Array {
  return challengeMessage(PATIENT_TAG, challenge);
}

/** The patient asks at the gate, with P or with the CPK of an unspent slip. */
export function signPatientRequest(challenge: NodeChallenge, secretKey: Uint8Array): Signature {
  return toSignature(signDetached(patientMessage(challenge), secretKey));
}

export function patientRequestHolds(
  challenge: NodeChallenge,
  signature: Uint8Array,
  key: Uint8Array,
): boolean {
  return verifyTransactionSignature(patientMessage(challenge), signature, key);
}

/** tag("consilium/status/v1") ‖ network ‖ H(CBOR [chainId, height, headerHash, time, nonce]). */
export function statusMessage(status: NodeStatus): Uint8Array {
  const { chainId, height, headerHash, time, nonce } = status;
  const head = encodeCanonical([chainId, height, headerHash, time, nonce]);
  return concatBytes(STATUS_TAG, status.network, sha256(head));
}

export function signStatus(status: NodeStatus, validatorSecretKey: Uint8Array): Signature {
  return toSignature(signDetached(statusMessage(status), validatorSecretKey));
}

export function statusHolds(status: NodeStatus, signature: Uint8Array, validatorKey: Uint8Array): boolean {
  return verifyTransactionSignature(statusMessage(status), signature, validatorKey);
}

function challengeMessage(label: Uint8Array, challenge: NodeChallenge): Uint8Array {
  const { network, nodeKey, nonce, binding = new Uint8Array(0) } = challenge;
  // Nonces have 32 bytes, bindings none or 32: no two challenges share their bytes.
  return concatBytes(label, network, nodeKey, nonce, binding);
}
