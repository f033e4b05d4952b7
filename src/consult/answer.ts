/**
 * The answer to a request: signed over the request's hash and both identities (anchors/consult.md §3). An acceptance
 * carries the X3DH initial message to the request's single-use keys (agreement.ts); only from it on is there a right
 * to a dialogue. A request for a video consult is granted without keys: everything of it goes by those of its dialogue.
 *
 * content = CBOR {suite, network, request, from, fromInstitution, to, toInstitution, answer, time, x25519, xwing};
 * signed as signed.ts says, under `consilium/consult/answer/v1`; sealed to the requester's registered sealing key.
 */
import {
  asBytes,
  asMap,
  asNullable,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../crypto/cbor.ts';
import { toNetwork, type Network, type SealingKey } from '../crypto/ids.ts';
import { openSealed, sealTo, type SealingKeyPair } from '../crypto/sealing.ts';
import { SUITE } from '../crypto/suite.ts';
import { ConsiliumError } from '../errors.ts';
import { millis, type Millis, type RandomBytes } from '../ports.ts';
import type { InitialMessage } from './agreement.ts';
import { X25519_LENGTH, XWING_CIPHERTEXT_LENGTH } from './bundle.ts';
import { asOneOf, asParty } from './fields.ts';
import { toRequestHash, type RequestHash } from './ids.ts';
import type { Party } from './request.ts';
import { hashOf, isSigned, readSigned, signContent } from './signed.ts';

const LABEL = 'consilium/consult/answer/v1';
const FIELDS = [
  'suite',
  'network',
  'request',
  'from',
  'fromInstitution',
  'to',
  'toInstitution',
  'answer',
  'time',
  'x25519',
  'xwing',
] as const;

export type Answer =
  | { readonly answer: 'accept'; readonly initial: InitialMessage }
  /** Of a request for a video consult. */
  | { readonly answer: 'grant' }
  | { readonly answer: 'decline' };

interface ConsultAnswerHead {
  readonly network: Network;
  readonly request: RequestHash;
  /** Who was asked. */
  readonly from: Party;
  /** Who asked. */
  readonly to: Party;
  readonly time: Millis;
}

export type ConsultAnswer = ConsultAnswerHead & Answer;

export type OpenedAnswer = ConsultAnswer & {
  /** `BLAKE2b-256` of the signed bytes: bound into every message of the dialogue. */
  readonly hash: Uint8Array;
  isSignedBy(signingKey: Uint8Array): boolean;
};

export function sealAnswer(
  answer: ConsultAnswer,
  by: { readonly secretKey: Uint8Array; readonly recipient: SealingKey; readonly random: RandomBytes },
): { readonly hash: Uint8Array; readonly sealed: Uint8Array } {
  const content = encodeAnswer(answer);
  const signer = { doctor: answer.from.doctor, time: answer.time, secretKey: by.secretKey };
  return {
    hash: hashOf(content),
    sealed: sealTo(by.recipient, signContent(LABEL, content, signer), by.random),
  };
}

/** Errors: `consult-other-recipient` when it was not sealed to this key, `consult-malformed`. */
export function openAnswer(sealed: Uint8Array, pair: SealingKeyPair): OpenedAnswer {
  const plain = openSealed(sealed, pair);
  if (plain === null) throw new ConsiliumError('consult-other-recipient');
  try {
    const signed = readSigned(plain);
    const answer = decodeAnswer(decodeCanonical(signed.content));
    const by = { doctor: answer.from.doctor, time: answer.time };
    return { ...answer, hash: hashOf(signed.content), isSignedBy: (key) => isSigned(LABEL, signed, by, key) };
  } catch (cause) {
    throw new ConsiliumError('consult-malformed', {}, { cause });
  }
}

function encodeAnswer(answer: ConsultAnswer): Uint8Array {
  const { network, request, from, to, time } = answer;
  const initial = answer.answer === 'accept' ? answer.initial : null;
  return encodeCanonical({
    suite: SUITE,
    network,
    request,
    from: from.doctor,
    fromInstitution: from.institution,
    to: to.doctor,
    toInstitution: to.institution,
    answer: answer.answer,
    time,
    x25519: initial?.x25519 ?? null,
    xwing: initial?.xwing ?? null,
  });
}

function decodeAnswer(value: CborValue): ConsultAnswer {
  const map = asMap(value, FIELDS, 'answer');
  if (asUint(map.suite, 'answer.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    network: toNetwork(asBytes(map.network, 32, 'answer.network')),
    request: toRequestHash(asBytes(map.request, 32, 'answer.request')),
    from: asParty(map.from, map.fromInstitution, 'answer.from'),
    to: asParty(map.to, map.toInstitution, 'answer.to'),
    time: millis(asUint(map.time, 'answer.time')),
    ...choiceOf(map),
  };
}

function choiceOf(map: Readonly<Record<'answer' | 'x25519' | 'xwing', CborValue>>): Answer {
  const answer = asOneOf(map.answer, ['accept', 'grant', 'decline'], 'answer.answer');
  const x25519 = asNullable(map.x25519, (value) => asBytes(value, X25519_LENGTH, 'answer.x25519'));
  const xwing = asNullable(map.xwing, (value) => asBytes(value, XWING_CIPHERTEXT_LENGTH, 'answer.xwing'));
  if (answer !== 'accept' && x25519 === null && xwing === null) return { answer };
  if (answer === 'accept' && x25519 !== null && xwing !== null) return { answer, initial: { x25519, xwing } };
  throw new ConsiliumError('field-malformed', { what: 'answer.initial' });
}
