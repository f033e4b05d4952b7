/** Names of the consult protocol. */
import type { Branded } from '../crypto/ids.ts';
import { ConsiliumError } from '../errors.ts';

/** `BLAKE2b-256` of a request's signed bytes: the name of the request, and of the dialogue that came of it. */
export type RequestHash = Branded<'RequestHash'>;

export function toRequestHash(bytes: Uint8Array): RequestHash {
  if (bytes.length !== 32) {
    throw new ConsiliumError('id-malformed', { name: 'RequestHash', expected: 32, actual: bytes.length });
  }
  return bytes as RequestHash;
}

/** 16 random bytes that the author of a message gives it; told apart from the other side's by who wrote it. */
export type MessageId = Branded<'MessageId'>;

export function toMessageId(bytes: Uint8Array): MessageId {
  if (bytes.length !== 16) {
    throw new ConsiliumError('id-malformed', { name: 'MessageId', expected: 16, actual: bytes.length });
  }
  return bytes as MessageId;
}

/** 16 random bytes that whoever begins a direct connection gives it. */
export type LinkId = Branded<'LinkId'>;

export function toLinkId(bytes: Uint8Array): LinkId {
  if (bytes.length !== 16) {
    throw new ConsiliumError('id-malformed', { name: 'LinkId', expected: 16, actual: bytes.length });
  }
  return bytes as LinkId;
}

/** 16 random bytes that whoever rings gives a call; a new connection of the same call keeps it. */
export type CallId = Branded<'CallId'>;

export function toCallId(bytes: Uint8Array): CallId {
  if (bytes.length !== 16) {
    throw new ConsiliumError('id-malformed', { name: 'CallId', expected: 16, actual: bytes.length });
  }
  return bytes as CallId;
}

/** `BLAKE2b-256` of the content of a `ring`: the name of the connection that it asks for, within its call. */
export type RingHash = Branded<'RingHash'>;

export function toRingHash(bytes: Uint8Array): RingHash {
  if (bytes.length !== 32) {
    throw new ConsiliumError('id-malformed', { name: 'RingHash', expected: 32, actual: bytes.length });
  }
  return bytes as RingHash;
}

/** 16 random bytes that whoever proposes a recording gives it. */
export type RecordingId = Branded<'RecordingId'>;

export function toRecordingId(bytes: Uint8Array): RecordingId {
  if (bytes.length !== 16) {
    throw new ConsiliumError('id-malformed', { name: 'RecordingId', expected: 16, actual: bytes.length });
  }
  return bytes as RecordingId;
}
