/**
 * A transcript of a part of a dialogue, signed by both doctors: what was said as one of them has it, read and signed by the
 * other word for word. Whoever holds it and the ledger checks both signatures.
 *
 * transcript = CBOR {version 1, network, dialogue: H(request), doctors: [[id 16, institution 16], the same], text}, the
 *   doctor who made it first
 * each signs tag("consilium/consult/transcript/v1") ‖ H(transcript)
 * signed transcript = "CSLTRN1\0" ‖ CBOR {transcript, signatures: [[key version, signature 64], the same]}
 */
import { bytesEqual, concatBytes, utf8 } from '../crypto/bytes.ts';
import {
  asArray,
  asBytes,
  asMap,
  asText,
  asTuple,
  asUint,
  decodeCanonical,
  encodeCanonical,
} from '../crypto/cbor.ts';
import { domainTag, sha256 } from '../crypto/hash.ts';
import { toNetwork, toSignature, type Network, type Signature } from '../crypto/ids.ts';
import { signDetached, verifyTransactionSignature } from '../crypto/signature.ts';
import { ConsiliumError } from '../errors.ts';
import { asParty } from './fields.ts';
import { toRequestHash, type RequestHash } from './ids.ts';
import type { Party } from './request.ts';

export interface Transcript {
  readonly network: Network;
  readonly dialogue: RequestHash;
  /** Who made it, and who read and signed it. */
  readonly doctors: readonly [Party, Party];
  readonly text: string;
}

export interface TranscriptSignature {
  /** Of the doctor's key. */
  readonly version: number;
  readonly signature: Signature;
}

export interface SignedTranscript {
  readonly transcript: Uint8Array;
  /** In the order of the doctors. */
  readonly signatures: readonly [TranscriptSignature, TranscriptSignature];
}

/** UTF-16 units: fits with all else into one mail. */
export const LONGEST_TRANSCRIPT = 15_000;

const TAG = domainTag('consilium/consult/transcript/v1');
const MAGIC = utf8('CSLTRN1\0');
const VERSION = 1;

export function encodeTranscript({ network, dialogue, doctors, text }: Transcript): Uint8Array {
  return encodeCanonical({
    version: VERSION,
    network,
    dialogue,
    doctors: doctors.map(({ doctor, institution }) => [doctor, institution]),
    text,
  });
}

/** Errors: `transcript-malformed`. */
export function decodeTranscript(bytes: Uint8Array): Transcript {
  return decoding(() => {
    const map = asMap(
      decodeCanonical(bytes),
      ['version', 'network', 'dialogue', 'doctors', 'text'],
      'transcript',
    );
    if (asUint(map.version, 'transcript.version') !== VERSION)
      throw new ConsiliumError('field-malformed', { what: 'transcript.version' });
    const [first, second] = asTuple(map.doctors, 2, 'transcript.doctors').map((item) => {
      const [doctor = null, institution = null] = asTuple(item, 2, 'transcript.doctor');
      return asParty(doctor, institution, 'transcript.doctor');
    });
    if (first === undefined || second === undefined)
      throw new ConsiliumError('field-malformed', { what: 'transcript.doctors' });
    return {
      network: toNetwork(asBytes(map.network, 32, 'transcript.network')),
      dialogue: toRequestHash(asBytes(map.dialogue, 32, 'transcript.dialogue')),
      doctors: [first, second],
      text: asText(map.text, 'transcript.text', LONGEST_TRANSCRIPT),
    };
  });
}

export function signTranscript(transcript: Uint8Array, secretKey: Uint8Array): Signature {
  return toSignature(signDetached(messageOf(transcript), secretKey));
}

export function transcriptSignatureHolds(
  transcript: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  return verifyTransactionSignature(messageOf(transcript), signature, publicKey);
}

export function encodeSignedTranscript({ transcript, signatures }: SignedTranscript): Uint8Array {
  const pairs = signatures.map(({ version, signature }) => [version, signature]);
  return concatBytes(MAGIC, encodeCanonical({ transcript, signatures: pairs }));
}

/** Errors: `transcript-malformed`. */
export function decodeSignedTranscript(bytes: Uint8Array): SignedTranscript {
  return decoding(() => {
    if (!bytesEqual(bytes.subarray(0, MAGIC.length), MAGIC))
      throw new ConsiliumError('field-malformed', { what: 'transcript.magic' });
    const map = asMap(decodeCanonical(bytes.slice(MAGIC.length)), ['transcript', 'signatures'], 'transcript');
    const [first, second, ...more] = asArray(map.signatures, 'transcript.signatures').map((item) => {
      const [version, signature] = asTuple(item, 2, 'transcript.signature');
      return {
        version: asUint(version, 'transcript.version'),
        signature: toSignature(asBytes(signature, 64, 'transcript.signature')),
      };
    });
    if (first === undefined || second === undefined || more.length > 0)
      throw new ConsiliumError('field-malformed', { what: 'transcript.signatures' });
    return {
      transcript: asBytes(map.transcript, null, 'transcript.transcript'),
      signatures: [first, second],
    };
  });
}

function messageOf(transcript: Uint8Array): Uint8Array {
  return concatBytes(TAG, sha256(transcript));
}

function decoding<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new ConsiliumError('transcript-malformed', {}, { cause });
  }
}
