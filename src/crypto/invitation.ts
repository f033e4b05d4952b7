/**
 * An invitation into an open visit: what the doctor of the visit gives to one colleague, and nobody else can open.
 * It holds the transaction that admits the colleague, signed by the doctor, and the visit's public card, which opens
 * the history there as it does here.
 *
 * content = CBOR {suite, network, body, signature, card, patientName, department}
 * sealed = crypto_box_seal(CBOR [content, signature]) to the colleague's sealing key; signature by the doctor's signing
 * key over tag("consilium/invitation/v1") ‖ content. Text: `CI1:` + Base45.
 */
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { concatBytes } from './bytes.ts';
import { CARD_LENGTH } from './card.ts';
import { cardBytes, cardText } from './cardText.ts';
import {
  asArray,
  asBytes,
  asMap,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from './cbor.ts';
import { domainTag } from './hash.ts';
import { toNetwork, type Network, type SealingKey } from './ids.ts';
import { openSealed, sealTo, type SealingKeyPair } from './sealing.ts';
import { signDetached, verifyTransactionSignature } from './signature.ts';
import { SUITE } from './suite.ts';

const TAG = domainTag('consilium/invitation/v1');
const PREFIX = 'CI1:';
const FIELDS = ['suite', 'network', 'body', 'signature', 'card', 'patientName', 'department'] as const;
const LONGEST_NAME = 200;

export interface Invitation {
  readonly network: Network;
  /** Of the transaction `visit/join`, canonical. */
  readonly body: Uint8Array;
  /** Of the visit's doctor, who signs the transaction first. */
  readonly signature: Uint8Array;
  /** The public card of the visit. */
  readonly card: Uint8Array;
  /** So that the colleague knows which of the day's visits is meant. */
  readonly patientName: string;
  readonly department: string;
}

export interface OpenedInvitation extends Invitation {
  /** Whether the holder of this key made the invitation as it is. */
  isSignedBy(signingKey: Uint8Array): boolean;
}

export function sealInvitation(
  invitation: Invitation,
  by: { readonly secretKey: Uint8Array; readonly recipient: SealingKey; readonly random: RandomBytes },
): Uint8Array {
  const content = encodeCanonical({ suite: SUITE, ...invitation });
  const signature = signDetached(concatBytes(TAG, content), by.secretKey);
  return sealTo(by.recipient, encodeCanonical([content, signature]), by.random);
}

/** Errors: `visit-invitation-other-recipient` when it was not sealed to this key, `visit-invitation-malformed`. */
export function openInvitation(sealed: Uint8Array, pair: SealingKeyPair): OpenedInvitation {
  const plain = openSealed(sealed, pair);
  if (plain === null) throw new ConsiliumError('visit-invitation-other-recipient');
  try {
    const [content, signature, ...rest] = asArray(decodeCanonical(plain), 'invitation');
    if (rest.length > 0) throw new ConsiliumError('field-unknown', { what: 'invitation' });
    const signed = asBytes(content, null, 'invitation.content');
    const given = asBytes(signature, 64, 'invitation.signature');
    return {
      ...decoded(decodeCanonical(signed)),
      isSignedBy: (key) => verifyTransactionSignature(concatBytes(TAG, signed), given, key),
    };
  } catch (cause) {
    throw new ConsiliumError('visit-invitation-malformed', {}, { cause });
  }
}

export function invitationText(sealed: Uint8Array): string {
  return cardText(PREFIX, sealed);
}

/** Errors: `visit-invitation-malformed`. */
export function readInvitationText(text: string): Uint8Array {
  return cardBytes(PREFIX, text, 'visit-invitation-malformed');
}

function decoded(value: CborValue): Invitation {
  const map = asMap(value, FIELDS, 'invitation');
  if (asUint(map.suite, 'invitation.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    network: toNetwork(asBytes(map.network, 32, 'invitation.network')),
    body: asBytes(map.body, null, 'invitation.body'),
    signature: asBytes(map.signature, 64, 'invitation.signature'),
    card: asBytes(map.card, CARD_LENGTH, 'invitation.card'),
    patientName: asText(map.patientName, 'invitation.patientName', LONGEST_NAME),
    department: asText(map.department, 'invitation.department', LONGEST_NAME),
  };
}
