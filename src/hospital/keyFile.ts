/**
 * The secrets of a hospital node: one file, for its owner alone, written whole or not at all. CBOR {format: 1,
 * database 32, node 32, card 32, validator 32 or null}, the last three being Ed25519 seeds.
 */
import { asBytes, asMap, asNullable, asUint, decodeCanonical, encodeCanonical } from '../crypto/cbor.ts';
import { toSigningKey, type SigningKey } from '../crypto/ids.ts';
import type { NamedKeyPair } from '../crypto/patientKeys.ts';
import { keyPairFromSeed } from '../crypto/signature.ts';
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import { readFileIfExists, writeFileAtomic } from '../node/files.ts';
import type { RandomBytes } from '../ports.ts';

const FORMAT = 1;
const SECRET_LENGTH = 32;

export interface NodeKeys {
  /** SECRET: encrypts the files of this node. */
  readonly database: Uint8Array;
  /** Signs receipts, and logs in at other nodes. */
  readonly node: NamedKeyPair<SigningKey>;
  /** Signs certificates of cards. */
  readonly card: NamedKeyPair<SigningKey>;
  /** Signs blocks; null at a follower. */
  readonly validator: NamedKeyPair<SigningKey> | null;
}

/** Makes a node's keys and their file. Errors: `node-exists` when there is one. */
export function makeKeyFile(path: string, random: RandomBytes, isValidator: boolean): NodeKeys {
  if (readFileIfExists(path) !== null) throw new ConsiliumError('node-exists');
  const seeds = {
    format: FORMAT,
    database: random(SECRET_LENGTH),
    node: random(SECRET_LENGTH),
    card: random(SECRET_LENGTH),
    validator: isValidator ? random(SECRET_LENGTH) : null,
  };
  const encoded = encodeCanonical(seeds);
  writeFileAtomic(path, encoded);
  return decodeKeys(encoded);
}

/** Errors: `node-missing`, `node-keys-malformed`. */
export function readKeyFile(path: string): NodeKeys {
  const encoded = readFileIfExists(path);
  if (encoded === null) throw new ConsiliumError('node-missing');
  return decodeKeyFile(encoded);
}

/** The file's content. Errors: `node-keys-malformed`. */
export function decodeKeyFile(encoded: Uint8Array): NodeKeys {
  try {
    return decodeKeys(encoded);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    throw new ConsiliumError('node-keys-malformed', { reason: error.code });
  }
}

function decodeKeys(encoded: Uint8Array): NodeKeys {
  const fields = ['format', 'database', 'node', 'card', 'validator'] as const;
  const map = asMap(decodeCanonical(encoded), fields, 'keys');
  if (asUint(map.format, 'keys.format') !== FORMAT)
    throw new ConsiliumError('field-malformed', { what: 'keys' });
  return {
    database: asBytes(map.database, SECRET_LENGTH, 'keys.database'),
    node: keyPair(asBytes(map.node, SECRET_LENGTH, 'keys.node')),
    card: keyPair(asBytes(map.card, SECRET_LENGTH, 'keys.card')),
    validator: asNullable(map.validator, (seed) => keyPair(asBytes(seed, SECRET_LENGTH, 'keys.validator'))),
  };
}

function keyPair(seed: Uint8Array): NamedKeyPair<SigningKey> {
  const { publicKey, secretKey } = keyPairFromSeed(seed);
  return { publicKey: toSigningKey(publicKey), secretKey };
}
