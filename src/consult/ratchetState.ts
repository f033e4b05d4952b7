/**
 * The state of a ratchet as the desk keeps it: CBOR {version 1, own, remote, root, sending, receiving, sent, received,
 * previous, skipped: [[ratchet key, number, key, since], …]}. SECRET.
 */
import {
  asArray,
  asBytes,
  asMap,
  asNullable,
  asTuple,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../crypto/cbor.ts';
import { sodium } from '../crypto/sodium.ts';
import { ConsiliumError } from '../errors.ts';
import { millis } from '../ports.ts';
import type { RatchetState, SkippedKey } from './ratchet.ts';

const VERSION = 1;
const FIELDS = [
  'version',
  'own',
  'remote',
  'root',
  'sending',
  'receiving',
  'sent',
  'received',
  'previous',
  'skipped',
] as const;

export function encodeRatchetState(state: RatchetState): Uint8Array {
  return encodeCanonical({
    ...state,
    version: VERSION,
    own: state.own.secretKey,
    skipped: state.skipped.map(({ ratchetKey, number, key, since }) => [ratchetKey, number, key, since]),
  });
}

/** Errors: `cbor-*`, `field-*`, `suite-unknown` for a state of a newer program. */
export function decodeRatchetState(bytes: Uint8Array): RatchetState {
  const map = asMap(decodeCanonical(bytes), FIELDS, 'ratchet');
  if (asUint(map.version, 'ratchet.version') !== VERSION) throw new ConsiliumError('suite-unknown');
  const secretKey = key(map.own);
  return {
    own: { secretKey, publicKey: sodium.crypto_scalarmult_base(secretKey) },
    remote: asNullable(map.remote, key),
    root: key(map.root),
    sending: asNullable(map.sending, key),
    receiving: asNullable(map.receiving, key),
    sent: asUint(map.sent, 'ratchet.sent'),
    received: asUint(map.received, 'ratchet.received'),
    previous: asUint(map.previous, 'ratchet.previous'),
    skipped: asArray(map.skipped, 'ratchet.skipped').map(skippedKey),
  };
}

function skippedKey(value: CborValue): SkippedKey {
  const [ratchetKey, number, messageKey, since] = asTuple(value, 4, 'ratchet.skipped');
  return {
    ratchetKey: key(ratchetKey),
    number: asUint(number, 'ratchet.skipped'),
    key: key(messageKey),
    since: millis(asUint(since, 'ratchet.skipped')),
  };
}

function key(value: CborValue | undefined): Uint8Array {
  return asBytes(value, 32, 'ratchet.key');
}
