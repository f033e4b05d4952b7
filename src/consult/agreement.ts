/**
 * The first secret of a dialogue: X3DH (Signal, "The X3DH Key Agreement Protocol", revision 1) with the post-quantum
 * secret of PQXDH §3 beside it, here an X-Wing encapsulation. Who accepts is the initiator ("Alice"): the request's
 * single-use keys stand for signed and one-time prekey at once, so that DH1, DH2 and DH3 are all there are (§3.3
 * without a one-time prekey; the keys are forgotten after one use all the same).
 *
 *   DH1 = DH(acceptor's registered key, request's key)   DH2 = DH(acceptor's fresh key, requester's registered key)
 *   DH3 = DH(acceptor's fresh key, request's key)
 *   secret = HKDF(salt 0×32, 0xFF×32 ‖ DH1 ‖ DH2 ‖ DH3 ‖ X-Wing secret, "consilium/consult/x3dh/v1", 32)   (§2.2)
 *
 * What every message is bound to (§2.2's AD, and §4.8 against identity misbinding): tag ‖ network ‖ H(request) ‖
 * H(acceptance) ‖ requester ‖ acceptor ‖ their signing keys ‖ their registered keys.
 */
import { concatBytes, utf8 } from '../crypto/bytes.ts';
import { domainTag } from '../crypto/hash.ts';
import type { Network, SealingKey, StaffId } from '../crypto/ids.ts';
import type { SealingKeyPair } from '../crypto/sealing.ts';
import { sodium } from '../crypto/sodium.ts';
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { decapsulate, encapsulate, type BundleSecret, type KeyBundle } from './bundle.ts';
import type { RequestHash } from './ids.ts';
import { agree, hkdf } from './kdf.ts';

/** What the acceptance carries to the requester. */
export interface InitialMessage {
  /** The acceptor's fresh public key. */
  readonly x25519: Uint8Array;
  /** The X-Wing ciphertext. */
  readonly xwing: Uint8Array;
}

const INFO = utf8('consilium/consult/x3dh/v1');
const AD_TAG = domainTag('consilium/consult/dialogue/v1');

/** The acceptor's side. SECRET: `secret`, 32 bytes. Errors: `key-malformed` for keys of small order. */
export function agreeAsAcceptor(
  own: SealingKeyPair,
  requester: { readonly registered: SealingKey; readonly bundle: KeyBundle },
  random: RandomBytes,
): { readonly secret: Uint8Array; readonly initial: InitialMessage } {
  const fresh = random(32);
  const { registered, bundle } = requester;
  const { secret, ciphertext } = encapsulate(bundle, random);
  return {
    secret: derive([
      agree(own.secretKey, bundle.x25519),
      agree(fresh, registered),
      agree(fresh, bundle.x25519),
      secret,
    ]),
    initial: { x25519: sodium.crypto_scalarmult_base(fresh), xwing: ciphertext },
  };
}

/** The requester's side. SECRET: 32 bytes. Errors: `key-malformed` for keys of small order. */
export function agreeAsRequester(
  own: { readonly registered: SealingKeyPair; readonly bundle: BundleSecret },
  acceptor: { readonly registered: SealingKey; readonly initial: InitialMessage },
): Uint8Array {
  const { registered, initial } = acceptor;
  return derive([
    agree(own.bundle.x25519, registered),
    agree(own.registered.secretKey, initial.x25519),
    agree(own.bundle.x25519, initial.x25519),
    decapsulate(own.bundle, initial.xwing),
  ]);
}

export interface DialogueParty {
  readonly doctor: StaffId;
  readonly signingKey: Uint8Array;
  readonly sealingKey: SealingKey;
}

export interface DialogueIdentity {
  readonly network: Network;
  readonly request: RequestHash;
  /** H(acceptance). */
  readonly acceptance: Uint8Array;
  readonly requester: DialogueParty;
  readonly acceptor: DialogueParty;
}

/** What every message of the dialogue is bound to; the same on both sides. */
export function associatedData({
  network,
  request,
  acceptance,
  requester,
  acceptor,
}: DialogueIdentity): Uint8Array {
  return concatBytes(
    AD_TAG,
    network,
    request,
    acceptance,
    ...[requester, acceptor].map(({ doctor }) => doctor),
    ...[requester, acceptor].map(({ signingKey }) => signingKey),
    ...[requester, acceptor].map(({ sealingKey }) => sealingKey),
  );
}

function derive(secrets: readonly (Uint8Array | null)[]): Uint8Array {
  const parts = secrets.map((secret) => {
    if (secret === null) throw new ConsiliumError('key-malformed');
    return secret;
  });
  const secret = concatBytes(new Uint8Array(32).fill(0xff), ...parts);
  return hkdf({ salt: new Uint8Array(32), secret, info: INFO, length: 32 });
}
