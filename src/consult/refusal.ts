/**
 * The word of whoever asked that they could not take an acceptance: without it the one who accepted would keep a dialogue
 * that never opens. It names no more than the request and why.
 *
 * content = CBOR {suite, network, request, from, fromInstitution, to, toInstitution, code, time}; signed as signed.ts
 * says, under `consilium/consult/refusal/v1`; sealed to the registered sealing key of whoever accepted.
 */
import { asBytes, asMap, asUint, decodeCanonical, encodeCanonical, type CborValue } from '../crypto/cbor.ts';
import { toNetwork, type Network, type SealingKey } from '../crypto/ids.ts';
import { openSealed, sealTo, type SealingKeyPair } from '../crypto/sealing.ts';
import { SUITE } from '../crypto/suite.ts';
import { ConsiliumError } from '../errors.ts';
import { millis, type Millis, type RandomBytes } from '../ports.ts';
import { asOneOf, asParty } from './fields.ts';
import { toRequestHash, type RequestHash } from './ids.ts';
import type { Party } from './request.ts';
import { isSigned, readSigned, signContent } from './signed.ts';

const LABEL = 'consilium/consult/refusal/v1';
const FIELDS = [
  'suite',
  'network',
  'request',
  'from',
  'fromInstitution',
  'to',
  'toInstitution',
  'code',
  'time',
] as const;

/** Why an acceptance that comes from the doctor who was asked is not taken for good; see evaluateAnswer.ts, A5 and A6. */
export const REFUSED_ACCEPTANCES = ['consult-from-future', 'consult-expired', 'consult-withdrawn'] as const;
export type RefusedAcceptance = (typeof REFUSED_ACCEPTANCES)[number];

export interface AnswerRefused {
  readonly network: Network;
  readonly request: RequestHash;
  /** Who asked. */
  readonly from: Party;
  /** Who accepted. */
  readonly to: Party;
  readonly code: RefusedAcceptance;
  readonly time: Millis;
}

export type OpenedRefusal = AnswerRefused & { isSignedBy(signingKey: Uint8Array): boolean };

export function sealRefusal(
  refused: AnswerRefused,
  by: { readonly secretKey: Uint8Array; readonly recipient: SealingKey; readonly random: RandomBytes },
): Uint8Array {
  const { network, request, from, to, code, time } = refused;
  const content = encodeCanonical({
    suite: SUITE,
    network,
    request,
    from: from.doctor,
    fromInstitution: from.institution,
    to: to.doctor,
    toInstitution: to.institution,
    code,
    time,
  });
  const signer = { doctor: from.doctor, time, secretKey: by.secretKey };
  return sealTo(by.recipient, signContent(LABEL, content, signer), by.random);
}

/** Errors: `consult-other-recipient` when it was not sealed to this key, `consult-malformed`. */
export function openRefusal(sealed: Uint8Array, pair: SealingKeyPair): OpenedRefusal {
  const plain = openSealed(sealed, pair);
  if (plain === null) throw new ConsiliumError('consult-other-recipient');
  try {
    const signed = readSigned(plain);
    const refused = decodeRefusal(decodeCanonical(signed.content));
    const by = { doctor: refused.from.doctor, time: refused.time };
    return { ...refused, isSignedBy: (key) => isSigned(LABEL, signed, by, key) };
  } catch (cause) {
    throw new ConsiliumError('consult-malformed', {}, { cause });
  }
}

function decodeRefusal(value: CborValue): AnswerRefused {
  const map = asMap(value, FIELDS, 'refusal');
  if (asUint(map.suite, 'refusal.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    network: toNetwork(asBytes(map.network, 32, 'refusal.network')),
    request: toRequestHash(asBytes(map.request, 32, 'refusal.request')),
    from: asParty(map.from, map.fromInstitution, 'refusal.from'),
    to: asParty(map.to, map.toInstitution, 'refusal.to'),
    code: asOneOf(map.code, REFUSED_ACCEPTANCES, 'refusal.code'),
    time: millis(asUint(map.time, 'refusal.time')),
  };
}
