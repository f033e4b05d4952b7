/**
 * The frames of the node protocol: CBOR request `{id, method, params}`, response `{id, ok: true, result}` or
 * `{id, ok: false, code, detail}`, push `{event, data}`. What stands in params and results is in methods.ts.
 * The decoders take bytes from strangers: canonical CBOR of bounded depth and size, known fields, nothing else.
 */
import { asBool, asMap, asText, asUint, decodeCanonical, encodeCanonical } from '../crypto/cbor.ts';
import type { CborMap, CborValue } from '../crypto/cbor.ts';
import { ConsiliumError, isConsiliumError, type ErrorDetail } from '../errors.ts';
import { asOneOf } from '../contracts/entities.ts';
import type { StoredMail } from './mailbox/mail.ts';
import { oneMail } from './mailbox/shapes.ts';

/** Largest blob that a node stores; a document with its pictures. */
export const LARGEST_BLOB = 64 * 1024 * 1024;
/** Largest frame: the largest blob in its request. */
export const LARGEST_FRAME = LARGEST_BLOB + 4096;
/** Largest frame of a connection that has not logged in: the patient's gate with all epochs of a card. */
export const LARGEST_STRANGER_FRAME = 1024 * 1024;
/** Blocks in one answer. */
export const MOST_BLOCKS = 200;

const LONGEST_METHOD = 40;
const LONGEST_CODE = 60;

export interface Request {
  /** Chosen by the client; the response carries it back. */
  readonly id: number;
  readonly method: string;
  readonly params: CborValue;
}

export type Response =
  | { readonly kind: 'result'; readonly id: number; readonly result: CborValue }
  | { readonly kind: 'refusal'; readonly id: number; readonly code: string; readonly detail: ErrorDetail };

/**
 * What a node says unasked: a block is there; a message came, with itself where that was asked for; the state of a message
 * that the caller sent changed.
 */
export type Push =
  | { readonly kind: 'push'; readonly event: 'block'; readonly height: number }
  | { readonly kind: 'push'; readonly event: 'mail-here'; readonly mail: StoredMail }
  | { readonly kind: 'push'; readonly event: 'mail' | 'mail-receipt' };

export type ServerMessage = Response | Push;

export function encodeRequest(request: Request): Uint8Array {
  return encodeCanonical({ id: request.id, method: request.method, params: request.params });
}

/** Errors: `frame-malformed`, `frame-too-large`. */
export function decodeRequest(bytes: Uint8Array, largest = LARGEST_FRAME): Request {
  return decodingFrame(bytes, largest, (value) => {
    const map = asMap(value, ['id', 'method', 'params'], 'request');
    return {
      id: asUint(map.id, 'request.id'),
      method: asText(map.method, 'request.method', LONGEST_METHOD),
      params: map.params,
    };
  });
}

export function encodeServerMessage(message: ServerMessage): Uint8Array {
  switch (message.kind) {
    case 'result':
      return encodeCanonical({ id: message.id, ok: true, result: message.result });
    case 'refusal': {
      const { id, code, detail } = message;
      return encodeCanonical({ id, ok: false, code, detail: encodeDetail(detail) });
    }
    case 'push':
      return encodeCanonical({ event: message.event, data: pushed(message) });
  }
}

function pushed(push: Push): CborMap {
  switch (push.event) {
    case 'block':
      return { height: push.height };
    case 'mail-here':
      return { mail: oneMail.encode(push.mail) };
    case 'mail':
    case 'mail-receipt':
      return {};
  }
}

/** Errors: `frame-malformed`, `frame-too-large`. */
export function decodeServerMessage(bytes: Uint8Array): ServerMessage {
  return decodingFrame(bytes, LARGEST_FRAME, (value) => {
    if (hasKey(value, 'event')) return decodePush(value);
    if (!hasKey(value, 'ok')) throw new ConsiliumError('frame-malformed', { what: 'response' });
    return asBool(value['ok'], 'response.ok') ? decodeResult(value) : decodeRefusal(value);
  });
}

function decodePush(value: CborValue): Push {
  const map = asMap(value, ['event', 'data'], 'push');
  const event = asOneOf(map.event, ['block', 'mail', 'mail-here', 'mail-receipt'], 'push.event');
  if (event === 'block') {
    const { height } = asMap(map.data, ['height'], 'push.data');
    return { kind: 'push', event, height: asUint(height, 'push.height') };
  }
  if (event === 'mail-here') {
    const { mail } = asMap(map.data, ['mail'], 'push.data');
    return { kind: 'push', event, mail: oneMail.decode(mail, 'push.mail') };
  }
  asMap(map.data, [], 'push.data');
  return { kind: 'push', event };
}

function decodeResult(value: CborValue): Response {
  const map = asMap(value, ['id', 'ok', 'result'], 'response');
  return { kind: 'result', id: asUint(map.id, 'response.id'), result: map.result };
}

function decodeRefusal(value: CborValue): Response {
  const map = asMap(value, ['id', 'ok', 'code', 'detail'], 'response');
  const code = asText(map.code, 'response.code', LONGEST_CODE);
  return { kind: 'refusal', id: asUint(map.id, 'response.id'), code, detail: decodeDetail(map.detail) };
}

/** CBOR here has no floats: what is no safe integer goes as text. */
function encodeDetail(detail: ErrorDetail): CborMap {
  const entries = Object.entries(detail).map(([key, value]): [string, CborValue] => [
    key,
    typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** Scalars only: nothing structured, and no bytes, travel beside a code. */
function decodeDetail(value: CborValue): ErrorDetail {
  if (!isPlainMap(value)) throw new ConsiliumError('frame-malformed', { what: 'response.detail' });
  const scalars = Object.entries(value).filter(
    (entry): entry is [string, string | number | boolean | null] =>
      entry[1] === null || ['string', 'number', 'boolean'].includes(typeof entry[1]),
  );
  return Object.fromEntries(scalars);
}

function isPlainMap(value: CborValue): value is CborMap {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

function hasKey(value: CborValue, key: string): value is CborMap {
  return isPlainMap(value) && Object.hasOwn(value, key);
}

function decodingFrame<T>(bytes: Uint8Array, largest: number, decode: (value: CborValue) => T): T {
  if (bytes.length > largest) throw new ConsiliumError('frame-too-large', { length: bytes.length, largest });
  try {
    return decode(decodeCanonical(bytes));
  } catch (error) {
    if (!isConsiliumError(error) || error.code === 'frame-malformed') throw error;
    throw new ConsiliumError('frame-malformed', { reason: error.code }, { cause: error });
  }
}
