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
