/** Fields and messages of the node protocol that stand alone; see schema.ts. */
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
  toTxId,
  type BlobId,
  type Signature,
  type StatementHash,
} from '../crypto/ids.ts';
import { ConsiliumError } from '../errors.ts';
import type { NodeStatus } from '../replica/sync.ts';
import { NODE_PROTOCOL, type NodeHello, type NodeLogin, type PepperDeposit } from './nodeClient.ts';
import { LARGEST_BLOB } from './protocol.ts';
import {
  bytes,
  bytesUpTo,
  list,
  mapped,
  plainBytes,
  record,
  text,
  time,
  tuple,
  uint,
  word,
  type Shape,
} from './schema.ts';
import type { Token } from './tokens.ts';

export interface LoginProof extends Omit<NodeLogin, 'sign'> {
  readonly signature: Signature;
}

/** Items in one request of each kind. */
export const MOST_STATEMENTS = 1000;
export const MOST_CERTIFICATES = 512;
export const MOST_FORGOTTEN = 1000;
export const MOST_DEPOSITS = 2048;
const LARGEST_TRANSACTION = 65_536;
const LARGEST_ENVELOPE = 16 * 1024 * 1024;
const LARGEST_GENESIS = 4 * 1024 * 1024;
const CERTIFICATE_LENGTH = 190;

export const signature = bytes(64, toSignature);
export const statementHash: Shape<StatementHash> = bytes(32, toStatementHash);
export const blobName: Shape<BlobId> = bytes(32, toBlobId);
export const institution = bytes(16, toInstitutionId);
export const item = bytes(16, toItemId);
export const pinTag = bytes(32, toPinTag);
export const pepper = bytes(32, toPepper);
export const txId = bytes(32, toTxId);
export const nonce = plainBytes(32);
export const certificate = plainBytes(CERTIFICATE_LENGTH);
export const transaction = bytesUpTo(LARGEST_TRANSACTION);
export const envelope = bytesUpTo(LARGEST_ENVELOPE);
export const genesis = bytesUpTo(LARGEST_GENESIS);
export const blob = bytesUpTo(LARGEST_BLOB);
export const role = word(['officer', 'registrar', 'doctor', 'node']);

const ourHelloParams = record({ protocol: uint });

const ourHello: Shape<NodeHello> = record({
  protocol: uint,
  network: bytes(32, toNetwork),
  chainId: text(50),
  institution,
  nodeKey: bytes(32, toSigningKey),
  nonce,
  height: uint,
});

/**
 * What a version other than ours says beside its number is not ours to judge: it is told to update, by the number
 * alone, whatever else its message holds.
 */
export const helloParams: Shape<{ readonly protocol: number }> = {
  ...ourHelloParams,
  decode: (value, what) => {
    const other = otherProtocol(value);
    return other === null ? ourHelloParams.decode(value, what) : { protocol: other };
  },
};

/** Errors: `update-workstation` for a newer node's answer, `update-node` for an older one's, whatever else is in it. */
export const hello: Shape<NodeHello> = {
  ...ourHello,
  decode: (value, what) => {
    const other = otherProtocol(value);
    if (other === null) return ourHello.decode(value, what);
    throw new ConsiliumError(other > NODE_PROTOCOL ? 'update-workstation' : 'update-node');
  },
};

export const login: Shape<LoginProof> = mapped(
  record({ role, entity: plainBytes(16), version: uint, signature }),
  {
    to: ({ keyVersion, ...proof }) => ({ ...proof, version: keyVersion }),
    from: ({ version, ...proof }) => ({ ...proof, keyVersion: version }),
  },
);

export const token: Shape<Token> = record({ id: plainBytes(16), secret: plainBytes(32), expires: time });

export const status: Shape<NodeStatus> = record({
  height: uint,
  headerHash: plainBytes(32),
  time: uint,
  signature: plainBytes(64),
});

export const deposits: Shape<readonly PepperDeposit[]> = list(
  tuple<PepperDeposit>({ item, tag: pinTag, pepper }),
  MOST_DEPOSITS,
);

/** The number of a version that is not ours; null for ours, and for what names none. */
function otherProtocol(value: CborValue | undefined): number | null {
  const isMap = typeof value === 'object' && value !== null && 'protocol' in value;
  const protocol: unknown = isMap ? value.protocol : null;
  return typeof protocol === 'number' && Number.isSafeInteger(protocol) && protocol !== NODE_PROTOCOL
    ? protocol
    : null;
}
