/** Codecs of single fields and of the messages that one method alone has. */
import { asArray, asBool, asBytes, asMap, asText, asUint } from '../crypto/cbor.ts';
import type { CborValue } from '../crypto/cbor.ts';
import {
  toBlobId,
  toInstitutionId,
  toItemId,
  toNetwork,
  toPepper,
  toPinTag,
  toSignature,
  toSigningKey,
  toStatementHash,
  type BlobId,
  type Signature,
  type StatementHash,
} from '../crypto/ids.ts';
import type { NodeStatus } from '../replica/sync.ts';
import { asOneOf } from '../contracts/entities.ts';
import type { NodeHello, NodeLogin, PepperDeposit } from './nodeClient.ts';
import { LARGEST_BLOB } from './protocol.ts';
import { millis } from '../ports.ts';
import type { Shape } from './shapes.ts';
import type { Token } from './tokens.ts';

export interface LoginProof extends Omit<NodeLogin, 'sign'> {
  readonly signature: Signature;
}

/** Items in one request of each kind. */
export const MOST_STATEMENTS = 1000;
export const MOST_CERTIFICATES = 512;
export const MOST_DEPOSITS = 2048;
export const LARGEST_TRANSACTION = 65_536;
const LARGEST_ENVELOPE = 16 * 1024 * 1024;
export const LARGEST_GENESIS = 4 * 1024 * 1024;

export function limited(value: CborValue, largest: number, what: string): Uint8Array {
  const bytes = asBytes(value, null, what);
  return bytes.length <= largest ? bytes : asBytes(bytes, largest, what);
}

export function limitedList(value: CborValue, most: number, what: string): readonly CborValue[] {
  const items = asArray(value, what);
  return items.length <= most ? items : asArray(null, what);
}

export const hello: Shape<NodeHello> = {
  encode: ({ protocol, network, chainId, institution, nodeKey, nonce, height }) => ({
    protocol,
    network,
    chainId,
    institution,
    nodeKey,
    nonce,
    height,
  }),
  decode: (value) => {
    const keys = ['protocol', 'network', 'chainId', 'institution', 'nodeKey', 'nonce', 'height'] as const;
    const map = asMap(value, keys, 'hello');
    return {
      protocol: asUint(map.protocol, 'hello.protocol'),
      network: toNetwork(asBytes(map.network, 32, 'hello.network')),
      chainId: asText(map.chainId, 'hello.chainId', 50),
      institution: toInstitutionId(asBytes(map.institution, 16, 'hello.institution')),
      nodeKey: toSigningKey(asBytes(map.nodeKey, 32, 'hello.nodeKey')),
      nonce: asBytes(map.nonce, 32, 'hello.nonce'),
      height: asUint(map.height, 'hello.height'),
    };
  },
};

export const login: Shape<LoginProof> = {
  encode: ({ role, entity, keyVersion, signature }) => ({ role, entity, version: keyVersion, signature }),
  decode: (value) => {
    const map = asMap(value, ['role', 'entity', 'version', 'signature'], 'login');
    return {
      role: asOneOf(map.role, ['officer', 'registrar', 'doctor', 'node'], 'login.role'),
      entity: asBytes(map.entity, 16, 'login.entity'),
      keyVersion: asUint(map.version, 'login.version'),
      signature: toSignature(asBytes(map.signature, 64, 'login.signature')),
    };
  },
};

export const token: Shape<Token> = {
  encode: ({ id, secret, expires }) => ({ id, secret, expires }),
  decode: (value) => {
    const map = asMap(value, ['id', 'secret', 'expires'], 'token');
    return {
      id: asBytes(map.id, 16, 'token.id'),
      secret: asBytes(map.secret, 32, 'token.secret'),
      expires: millis(asUint(map.expires, 'token.expires')),
    };
  },
};

export const status: Shape<NodeStatus> = {
  encode: ({ height, headerHash, time, signature }) => ({ height, headerHash, time, signature }),
  decode: (value) => {
    const map = asMap(value, ['height', 'headerHash', 'time', 'signature'], 'status');
    return {
      height: asUint(map.height, 'status.height'),
      headerHash: asBytes(map.headerHash, 32, 'status.headerHash'),
      time: asUint(map.time, 'status.time'),
      signature: asBytes(map.signature, 64, 'status.signature'),
    };
  },
};

export const deposits: Shape<{ readonly deposits: readonly PepperDeposit[] }> = {
  encode: (value) => ({ deposits: value.deposits.map(({ item, tag, pepper }) => [item, tag, pepper]) }),
  decode: (value) => ({
    deposits: limitedList(asMap(value, ['deposits'], 'deposit').deposits, MOST_DEPOSITS, 'deposits').map(
      (entry) => {
        const [item, tag, pepper] = asArray(entry, 'deposit');
        return {
          item: toItemId(asBytes(item, 16, 'deposit.item')),
          tag: toPinTag(asBytes(tag, 32, 'deposit.tag')),
          pepper: toPepper(asBytes(pepper, 32, 'deposit.pepper')),
        };
      },
    ),
  }),
};

/** A map with one field, the commonest shape. */
export function single<K extends string, T>(
  key: K,
  field: { readonly encode: (value: T) => CborValue; readonly decode: (value: CborValue) => T },
): Shape<{ readonly [P in K]: T }> {
  return {
    encode: (value) => ({ [key]: field.encode(value[key]) }),
    // The computed key is K itself, which the compiler widens to string.
    decode: (value) =>
      ({ [key]: field.decode(asMap(value, [key], 'message')[key]) }) as { readonly [P in K]: T },
  };
}

export function bytesField<T extends Uint8Array>(what: string, make: (value: CborValue) => T) {
  return { encode: (value: T): CborValue => value, decode: make, what };
}

export function listField<T extends Uint8Array>(what: string, most: number, make: (value: CborValue) => T) {
  return {
    encode: (values: readonly T[]): CborValue => [...values],
    decode: (value: CborValue): readonly T[] => limitedList(value, most, what).map(make),
  };
}

export const statementOf = (value: CborValue): StatementHash =>
  toStatementHash(asBytes(value, 32, 'statement'));
export const blobIdOf = (value: CborValue): BlobId => toBlobId(asBytes(value, 32, 'blob.id'));
export const signatureOf = (value: CborValue): Signature => toSignature(asBytes(value, 64, 'signature'));
export const blobOf = (value: CborValue): Uint8Array => limited(value, LARGEST_BLOB, 'blob');
export const envelopeOf = (value: CborValue): Uint8Array => limited(value, LARGEST_ENVELOPE, 'envelope');
export const nonceOf = (value: CborValue): Uint8Array => asBytes(value, 32, 'nonce');
export const uintField = {
  encode: (value: number): CborValue => value,
  decode: (value: CborValue) => asUint(value, 'number'),
};
export const boolField = {
  encode: (value: boolean): CborValue => value,
  decode: (value: CborValue) => asBool(value, 'flag'),
};
