/**
 * Transactions: `CBOR [body, [signature, …]]`. The body is decoded once and never encoded again: what is hashed
 * and signed are the bytes that came.
 */
import { bytesEqual, concatBytes, u8 } from '../crypto/bytes.ts';
import {
  asArray,
  asBytes,
  asMap,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborMap,
  type CborValue,
} from '../crypto/cbor.ts';
import { domainTag, sha256 } from '../crypto/hash.ts';
import { signDetached } from '../crypto/signature.ts';
import { ConsiliumError } from '../errors.ts';
import { Refusal } from './codes.ts';
import { asOneOf } from './entities.ts';
import {
  isTransactionKind,
  TRANSACTION_KINDS,
  type Signer,
  type TransactionBody,
  type TransactionKind,
} from './transactionKinds.ts';

/** `expires − time` at most. */
export const MAXIMUM_LIFETIME_MS = 8 * 24 * 60 * 60 * 1000;
/** Largest transaction that is decoded. */
export const MAXIMUM_TRANSACTION_BYTES = 65_536;

const TAG = domainTag('consilium/tx/v1');
const COMMON_FIELDS = ['kind', 'time', 'expires', 'signers'] as const;
const ROLES = ['officer', 'registrar', 'doctor', 'node', 'view', 'consent'] as const;

export interface Transaction {
  readonly id: Uint8Array;
  readonly bodyBytes: Uint8Array;
  readonly body: TransactionBody;
  readonly signatures: readonly Uint8Array[];
}

/** The body as canonical bytes. */
export function encodeBody(body: TransactionBody): Uint8Array {
  const { signers, ...rest } = body;
  const map: CborMap = {
    ...toCborMap(rest),
    signers: signers.map((signer) => [signer.role, signer.entity, signer.version]),
  };
  return encodeCanonical(map);
}

/**
 * Decodes a body strictly.
 * Errors: a Refusal `tx-kind-unknown`; `field-*`, `cbor-*` of the decoders.
 */
export function decodeBody(bytes: Uint8Array): TransactionBody {
  const value = decodeCanonical(bytes);
  const kind = kindOf(value);
  const schema: Readonly<Record<string, (value: CborValue, what: string) => unknown>> =
    TRANSACTION_KINDS[kind];
  const map = asMap(value, [...COMMON_FIELDS, ...Object.keys(schema)], kind);
  const fields = Object.entries(schema).map(([field, decode]) => [
    field,
    decode(map[field] ?? null, `${kind}.${field}`),
  ]);
  const common = {
    kind,
    time: asUint(map['time'], `${kind}.time`),
    expires: asUint(map['expires'], `${kind}.expires`),
    signers: asArray(map['signers'], `${kind}.signers`).map(decodeSigner),
  };
  // The table decoded exactly the fields of this kind, which the union's type says; the compiler cannot follow.
  return { ...common, ...Object.fromEntries(fields) } as TransactionBody;
}

/** The id of a transaction: H(body). */
export function transactionId(bodyBytes: Uint8Array): Uint8Array {
  return sha256(bodyBytes);
}

/** What signer `index` signs. */
export function signingMessage(network: Uint8Array, index: number, bodyBytes: Uint8Array): Uint8Array {
  return concatBytes(TAG, network, u8(index), sha256(bodyBytes));
}

/** Signer `index`'s signature, by a 64-byte Ed25519 secret key. */
export function signBody(
  at: { readonly network: Uint8Array; readonly index: number },
  bodyBytes: Uint8Array,
  secretKey: Uint8Array,
): Uint8Array {
  return signDetached(signingMessage(at.network, at.index, bodyBytes), secretKey);
}

export function encodeTransaction(bodyBytes: Uint8Array, signatures: readonly Uint8Array[]): Uint8Array {
  return encodeCanonical([bodyBytes, [...signatures]]);
}

/** A whole transaction signed by `secretKeys`, in the order of the signers. */
export function signTransaction(
  network: Uint8Array,
  body: TransactionBody,
  secretKeys: readonly Uint8Array[],
): Uint8Array {
  const bodyBytes = encodeBody(body);
  return encodeTransaction(
    bodyBytes,
    secretKeys.map((key, index) => signBody({ network, index }, bodyBytes, key)),
  );
}

/** Errors: as {@link decodeBody}; `tx-malformed` for what is no pair of body and signatures. */
export function decodeTransaction(bytes: Uint8Array): Transaction {
  if (bytes.length > MAXIMUM_TRANSACTION_BYTES) throw new Refusal('tx-malformed');
  const parts = asArray(decodeCanonical(bytes), 'tx');
  if (parts.length !== 2) throw new Refusal('tx-malformed');
  const bodyBytes = asBytes(parts[0], null, 'tx.body');
  const signatures = asArray(parts[1], 'tx.signatures').map((item) => asBytes(item, 64, 'tx.signature'));
  return { id: transactionId(bodyBytes), bodyBytes, body: decodeBody(bodyBytes), signatures };
}

/** Tells whether two signers are the same. */
export function sameSigner(left: Signer, right: Signer): boolean {
  return left.role === right.role && left.version === right.version && bytesEqual(left.entity, right.entity);
}

function kindOf(value: CborValue): TransactionKind {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value['kind'] : undefined;
  const text = asText(kind, 'tx.kind', 100);
  if (!isTransactionKind(text)) throw new Refusal('tx-kind-unknown');
  return text;
}

function decodeSigner(value: CborValue): Signer {
  const [role, entity, version, ...rest] = asArray(value, 'tx.signer');
  if (rest.length > 0) throw new ConsiliumError('field-malformed', { what: 'tx.signer' });
  const decodedRole = asOneOf(role, ROLES, 'tx.signer.role');
  const length = decodedRole === 'view' || decodedRole === 'consent' ? 32 : 16;
  return {
    role: decodedRole,
    entity: asBytes(entity, length, 'tx.signer.entity'),
    version: asUint(version, 'tx.signer.version'),
  };
}

function toCborMap(fields: object): CborMap {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, toCbor(value)]));
}

function toCbor(value: unknown): CborValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array)
    return value;
  if (Array.isArray(value)) return value.map(toCbor);
  if (typeof value === 'object') return toCborMap(value);
  throw new ConsiliumError('field-malformed', { what: typeof value });
}
