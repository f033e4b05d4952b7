/**
 * What two doctors' machines say to each other about a video consult (anchors/consult.md §9). Each word is signed, names
 * the one before it of the same side and call, and travels inside the ratchet as a content `call` of the dialogue: no node
 * or relay can change, leave out, repeat or invent one unseen, and both sides can show afterwards what was said.
 *
 * word = CBOR [content, signature] as in signed.ts, label `consilium/consult/call/v1`; content = CBOR {network, dialogue,
 * call 16, from, to, sequence, previous: H of the own content before or null, time, word} and the fields of the word,
 * which FIELDS names. A connection is named by H of the content of its `ring`. Certificates are SHA-256 of their DER.
 */
import {
  asBytes,
  asMap,
  asNullable,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../../crypto/cbor.ts';
import { toNetwork, toStaffId, type Network, type StaffId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import { millis, type Millis } from '../../ports.ts';
import { asOneOf } from '../fields.ts';
import {
  toCallId,
  toRecordingId,
  toRequestHash,
  toRingHash,
  type CallId,
  type RecordingId,
  type RequestHash,
  type RingHash,
} from '../ids.ts';
import { hashOf, isSigned, readSigned, signContent, type SignedContent } from '../signed.ts';

const LABEL = 'consilium/consult/call/v1';
/** Characters of one signal; as signal.ts. */
const LONGEST_SIGNAL = 40_000;
/** Characters of a name of a protocol version or cipher suite. */
const LONGEST_NAME = 64;
/** Bytes of the base key of one sender's media (RFC 9605 §4.4.2: as long as its hash). */
export const MEDIA_KEY_LENGTH = 32;

/** What a ring asks for; pictures never come without sound. */
export const MEDIA_WANTED = ['audio', 'video'] as const;
export type MediaWanted = (typeof MEDIA_WANTED)[number];

/** Why a ring is not taken. */
export const DECLINED = ['declined', 'busy', 'no-device', 'no-right'] as const;
export type Declined = (typeof DECLINED)[number];

/** Of what a recording is: voices; voices and faces; or these and the shared view. */
export const RECORDING_SCOPES = ['audio', 'video', 'consult'] as const;
export type RecordingScope = (typeof RECORDING_SCOPES)[number];
export const RECORDING_WORDS = ['propose', 'agree', 'decline', 'stop'] as const;
export type RecordingWord = (typeof RECORDING_WORDS)[number];

/** Why a call is over, as the side says that ended it. */
export const END_REASONS = [
  /** Somebody hung up. */
  'hung-up',
  /** Nobody took it in time. */
  'unanswered',
  'declined',
  'busy',
  /** The ringing side gave it up before it was taken. */
  'cancelled',
  /** The connection broke, and no other could be made. */
  'lost',
  /** A program ended, or its user went. */
  'closed',
  /** What the two sides saw of each other's certificates differs. */
  'certificate',
  /** Media would not have been protected. */
  'unprotected',
  /** The other side said what no honest one says. */
  'malformed',
  /** The dialogue or the right to it ended. */
  'right-ended',
  'no-device',
  /** Both rang at once, and the other call stands. */
  'glare',
] as const;
export type EndReason = (typeof END_REASONS)[number];

export type CallWord =
  | {
      /** Asks for a connection: the first of a call, or one in the place of the one before. */
      readonly word: 'ring';
      readonly certificate: Uint8Array;
      /** The accepted video request that gives the right. */
      readonly right: RequestHash;
      readonly media: MediaWanted;
    }
  | {
      readonly word: 'answer';
      readonly ring: RingHash;
      /** One of both: the certificate of this side, or why there is none. */
      readonly certificate: Uint8Array | null;
      readonly declined: Declined | null;
    }
  /** Of the connection, as JSON that is read where it is used. */
  | { readonly word: 'signal'; readonly ring: RingHash; readonly signal: string }
  /** What this side sees of the connection: only when both say the same is the other side shown. */
  | ({ readonly word: 'confirm'; readonly ring: RingHash } & Seen)
  /** The key of what this side sends from now on; see sframe. */
  | {
      readonly word: 'media-key';
      readonly epoch: number;
      readonly kid: number;
      readonly key: Uint8Array;
    }
  | {
      readonly word: 'record-consent';
      readonly recording: RecordingId;
      readonly scope: RecordingScope;
      readonly says: RecordingWord;
    }
  /** New media keys are due on both sides. */
  | { readonly word: 'rekey'; readonly epoch: number }
  | {
      readonly word: 'end';
      readonly reason: EndReason;
      /** How long both saw each other, ms. */
      readonly durationMs: number;
      /** Of all that was said before, see transcript.ts. */
      readonly transcript: Uint8Array;
    };

/** A connection as one end of it sees it. */
export interface Seen {
  /** Of this side's certificate. */
  readonly own: Uint8Array;
  /** Of the one that the other end really showed. */
  readonly remote: Uint8Array;
  /** As getStats names them: `SRTP_AES128_CM_HMAC_SHA1_80`. */
  readonly srtpCipher: string;
  /** `FEFC` is DTLS 1.3, `FEFD` 1.2. */
  readonly tlsVersion: string;
  readonly dtlsCipher: string;
}

const FIELDS = {
  ring: ['certificate', 'right', 'media'],
  answer: ['ring', 'certificate', 'declined'],
  signal: ['ring', 'signal'],
  confirm: ['ring', 'own', 'remote', 'srtpCipher', 'tlsVersion', 'dtlsCipher'],
  'media-key': ['epoch', 'kid', 'key'],
  'record-consent': ['recording', 'scope', 'says'],
  rekey: ['epoch'],
  end: ['reason', 'durationMs', 'transcript'],
} as const;
type Word = keyof typeof FIELDS;
const WORDS = Object.keys(FIELDS).filter((name): name is Word => Object.hasOwn(FIELDS, name));
const COMMON = ['network', 'dialogue', 'call', 'from', 'to', 'sequence', 'previous', 'time', 'word'] as const;

/** Where a side's words of one call have come to. */
export interface CallChain {
  readonly next: number;
  /** H of the last content. */
  readonly last: Uint8Array | null;
}

export const NO_WORDS: CallChain = { next: 0, last: null };

export interface CallNames {
  readonly network: Network;
  readonly dialogue: RequestHash;
  readonly call: CallId;
  readonly from: StaffId;
  readonly to: StaffId;
}

export interface SaidWord extends CallNames, CallChain {
  readonly time: Millis;
  readonly said: CallWord;
  /** H of its content: of a `ring`, the name of its connection. */
  readonly hash: Uint8Array;
  isSignedBy(signingKey: Uint8Array): boolean;
}

export interface MadeWord {
  readonly signed: Uint8Array;
  readonly hash: Uint8Array;
  /** This side's chain after it. */
  readonly chain: CallChain;
}

/** The next word of a side. Errors: `consult-malformed` for one that the other side would not read. */
export function makeWord(
  names: CallNames,
  said: CallWord,
  by: { readonly chain: CallChain; readonly time: Millis; readonly secretKey: Uint8Array },
): MadeWord {
  const { chain, secretKey, time } = by;
  const { call, dialogue, from, network, to } = names;
  const content = encodeCanonical({
    network,
    dialogue,
    call,
    from,
    to,
    sequence: chain.next,
    previous: chain.last,
    time,
    ...said,
  });
  const signed = signContent(LABEL, content, { doctor: from, time, secretKey });
  readWord(signed);
  const hash = hashOf(content);
  return { signed, hash, chain: { next: chain.next + 1, last: hash } };
}

/** Errors: `consult-malformed`. */
export function readWord(bytes: Uint8Array): SaidWord {
  try {
    return wordIn(readSigned(bytes));
  } catch (cause) {
    throw new ConsiliumError('consult-malformed', {}, { cause });
  }
}

function wordIn(signed: SignedContent): SaidWord {
  const value = decodeCanonical(signed.content);
  const word = wordOf(value);
  const map = asMap(value, [...COMMON, ...FIELDS[word]], 'call');
  const from = toStaffId(asBytes(map.from, 16, 'call.from'));
  const time = millis(asUint(map.time, 'call.time'));
  const fields = new Map(Object.entries(map));
  return {
    network: toNetwork(asBytes(map.network, 32, 'call.network')),
    dialogue: toRequestHash(asBytes(map.dialogue, 32, 'call.dialogue')),
    call: toCallId(asBytes(map.call, 16, 'call.call')),
    from,
    to: toStaffId(asBytes(map.to, 16, 'call.to')),
    next: asUint(map.sequence, 'call.sequence'),
    last: asNullable(map.previous, (previous) => asBytes(previous, 32, 'call.previous')),
    time,
    said: saidOf(word, (name) => fields.get(name)),
    hash: hashOf(signed.content),
    isSignedBy: (key) => isSigned(LABEL, signed, { doctor: from, time }, key),
  };
}

/** The word stands in the map that it tells the fields of. */
function wordOf(value: CborValue): Word {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  const word = isMap ? Object.entries(value).find(([key]) => key === 'word')?.[1] : undefined;
  return asOneOf(word, WORDS, 'call.word');
}

type Field = (name: string) => CborValue | undefined;

function saidOf(word: Word, field: Field): CallWord {
  switch (word) {
    case 'ring':
      return {
        word,
        certificate: hash32(field('certificate'), 'call.certificate'),
        right: toRequestHash(hash32(field('right'), 'call.right')),
        media: asOneOf(field('media'), MEDIA_WANTED, 'call.media'),
      };
    case 'answer':
      return { word, ring: ringOf(field), ...answerOf(field) };
    case 'signal':
      return { word, ring: ringOf(field), signal: asText(field('signal'), 'call.signal', LONGEST_SIGNAL) };
    case 'confirm':
      return { word, ring: ringOf(field), ...seenOf(field) };
    case 'media-key':
      return {
        word,
        epoch: asUint(field('epoch'), 'call.epoch'),
        kid: asUint(field('kid'), 'call.kid'),
        key: asBytes(field('key'), MEDIA_KEY_LENGTH, 'call.key'),
      };
    case 'record-consent':
      return {
        word,
        recording: toRecordingId(asBytes(field('recording'), 16, 'call.recording')),
        scope: asOneOf(field('scope'), RECORDING_SCOPES, 'call.scope'),
        says: asOneOf(field('says'), RECORDING_WORDS, 'call.says'),
      };
    case 'rekey':
      return { word, epoch: asUint(field('epoch'), 'call.epoch') };
    case 'end':
      return {
        word,
        reason: asOneOf(field('reason'), END_REASONS, 'call.reason'),
        durationMs: asUint(field('durationMs'), 'call.durationMs'),
        transcript: hash32(field('transcript'), 'call.transcript'),
      };
  }
}

function answerOf(field: Field): Pick<CallWord & { readonly word: 'answer' }, 'certificate' | 'declined'> {
  const certificate = asNullable(field('certificate'), (value) => hash32(value, 'call.certificate'));
  const declined = asNullable(field('declined'), (value) => asOneOf(value, DECLINED, 'call.declined'));
  if ((certificate === null) === (declined === null))
    throw new ConsiliumError('field-malformed', { what: 'call.answer' });
  return { certificate, declined };
}

function seenOf(field: Field): Seen {
  return {
    own: hash32(field('own'), 'call.own'),
    remote: hash32(field('remote'), 'call.remote'),
    srtpCipher: asText(field('srtpCipher'), 'call.srtpCipher', LONGEST_NAME),
    tlsVersion: asText(field('tlsVersion'), 'call.tlsVersion', LONGEST_NAME),
    dtlsCipher: asText(field('dtlsCipher'), 'call.dtlsCipher', LONGEST_NAME),
  };
}

function ringOf(field: Field): RingHash {
  return toRingHash(hash32(field('ring'), 'call.ring'));
}

function hash32(value: CborValue | undefined, what: string): Uint8Array {
  return asBytes(value, 32, what);
}
