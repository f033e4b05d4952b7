/**
 * The sealed payload of a shared case, and the envelope of its key. Withdrawing a case deletes both.
 *
 * payload = nonce 24 ‖ XChaCha20-Poly1305(case key, u32 length ‖ bytes ‖ zeros up to the next Padmé size, associated data
 * tag("consilium/case/payload/v1")); envelope = CBOR {suite, payload: SHA-256, size, salt 32, sender: [institution, number],
 * key: nonce 24 ‖ XChaCha20-Poly1305(sender key, case key 32, associated data tag("consilium/case/key/v1") ‖ institution 16 ‖
 * u32 number)}. The ledger holds H(tag("consilium/case/envelope/v1") ‖ envelope), which the salt keeps from being guessed.
 */
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { padmeLength } from './blob.ts';
import { ByteReader } from './byteReader.ts';
import { bytesEqual, concatBytes, u32be } from './bytes.ts';
import { asBytes, asMap, asTuple, asUint, decodeCanonical, encodeCanonical } from './cbor.ts';
import { domainTag, sha256 } from './hash.ts';
import { toCaseKey, toInstitutionId, toSenderKey } from './ids.ts';
import type { CaseKey, InstitutionId, SenderKey } from './ids.ts';
import { AEAD_OVERHEAD, aeadOpen, aeadSeal, NONCE_LENGTH } from './sealing.ts';
import { SUITE } from './suite.ts';

/** 16 MiB, with its images: a payload travels in one message, which may be four times as large. */
export const LARGEST_CASE_PAYLOAD = 0x100_0000;
export const LARGEST_CASE_ENVELOPE = 1_024;

/** Which key of which institution the key of a case is wrapped under. */
export interface SenderName {
  readonly institution: InstitutionId;
  /** Counted by the institution's node; a new one with each period and each suspension. */
  readonly number: number;
}

export interface SenderKeyOf extends SenderName {
  readonly key: SenderKey;
}

export interface CaseEnvelope {
  /** SHA-256 of the sealed payload. */
  readonly payload: Uint8Array;
  readonly size: number;
  readonly salt: Uint8Array;
  readonly sender: SenderName;
  readonly key: Uint8Array;
}

const PAYLOAD_TAG = domainTag('consilium/case/payload/v1');
const KEY_TAG = domainTag('consilium/case/key/v1');
const ENVELOPE_TAG = domainTag('consilium/case/envelope/v1');
const LENGTH_BYTES = 4;
const WRAPPED_LENGTH = NONCE_LENGTH + 32 + AEAD_OVERHEAD;
const FIELDS = ['suite', 'payload', 'size', 'salt', 'sender', 'key'] as const;

/** A sealed case: what its node keeps, and what stands on the ledger. */
export interface SealedCase {
  readonly payload: Uint8Array;
  readonly envelope: Uint8Array;
  readonly commitment: Uint8Array;
}

/** Seals a case's document under a fresh key. Errors: `case-too-large`. */
export function sealCase(document: Uint8Array, under: SenderKeyOf, random: RandomBytes): SealedCase {
  const key = toCaseKey(random(32));
  const padded = new Uint8Array(padmeLength(LENGTH_BYTES + document.length));
  padded.set(u32be(document.length));
  padded.set(document, LENGTH_BYTES);
  const payload = sealed(key, padded, { random, associatedData: PAYLOAD_TAG });
  if (payload.length > LARGEST_CASE_PAYLOAD)
    throw new ConsiliumError('case-too-large', { limit: LARGEST_CASE_PAYLOAD });
  const wrapped = sealed(under.key, key, { random, associatedData: keyData(under) });
  const envelope = encodeCanonical({
    suite: SUITE,
    payload: sha256(payload),
    size: payload.length,
    salt: random(32),
    sender: [under.institution, under.number],
    key: wrapped,
  });
  return { payload, envelope, commitment: caseCommitment(envelope) };
}

/** What the ledger holds of an envelope. */
export function caseCommitment(envelope: Uint8Array): Uint8Array {
  return sha256(concatBytes(ENVELOPE_TAG, envelope));
}

/** Errors: `cbor-*`, `field-*`, `suite-unknown`. */
export function decodeCaseEnvelope(bytes: Uint8Array): CaseEnvelope {
  const map = asMap(decodeCanonical(bytes), FIELDS, 'caseEnvelope');
  if (asUint(map.suite, 'caseEnvelope.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  const [institution, number] = asTuple(map.sender, 2, 'caseEnvelope.sender');
  return {
    payload: asBytes(map.payload, 32, 'caseEnvelope.payload'),
    size: asUint(map.size, 'caseEnvelope.size'),
    salt: asBytes(map.salt, 32, 'caseEnvelope.salt'),
    sender: {
      institution: toInstitutionId(asBytes(institution, 16, 'caseEnvelope.sender')),
      number: asUint(number, 'caseEnvelope.sender'),
    },
    key: asBytes(map.key, WRAPPED_LENGTH, 'caseEnvelope.key'),
  };
}

/** Whether the bytes are the payload that an envelope names. */
export function isPayloadOf(payload: Uint8Array, { payload: name, size }: CaseEnvelope): boolean {
  return payload.length === size && bytesEqual(sha256(payload), name);
}

/**
 * The document of a case.
 * Errors: `case-altered` {check: `payload key seal`} where payload or key are not those of the envelope.
 */
export function openCase(payload: Uint8Array, envelope: CaseEnvelope, under: SenderKey): Uint8Array {
  if (!isPayloadOf(payload, envelope)) throw altered('payload');
  const key = toCaseKey(opened(under, envelope.key, { data: keyData(envelope.sender), check: 'key' }));
  return documentOf(opened(key, payload, { data: PAYLOAD_TAG, check: 'seal' }));
}

export function newSenderKey(random: RandomBytes): SenderKey {
  return toSenderKey(random(32));
}

function documentOf(padded: Uint8Array): Uint8Array {
  const reader = new ByteReader(padded, 'case-altered');
  const document = reader.take(reader.u32());
  if (reader.rest().some((byte) => byte !== 0)) throw altered('seal');
  return document;
}

function sealed(
  key: CaseKey | SenderKey,
  plaintext: Uint8Array,
  { random, associatedData }: { readonly random: RandomBytes; readonly associatedData: Uint8Array },
): Uint8Array {
  const nonce = random(NONCE_LENGTH);
  return concatBytes(nonce, aeadSeal(plaintext, { key, nonce, associatedData }));
}

function opened(
  key: CaseKey | SenderKey,
  bytes: Uint8Array,
  { check, data }: { readonly data: Uint8Array; readonly check: string },
): Uint8Array {
  const nonce = bytes.slice(0, NONCE_LENGTH);
  const plaintext = aeadOpen(bytes.subarray(NONCE_LENGTH), { key, nonce, associatedData: data });
  if (plaintext === null) throw altered(check);
  return plaintext;
}

function keyData({ institution, number }: SenderName): Uint8Array {
  return concatBytes(KEY_TAG, institution, u32be(number));
}

function altered(check: string): ConsiliumError {
  return new ConsiliumError('case-altered', { check });
}
