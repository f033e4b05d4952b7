/** Messages of the gate and of blocks; see schema.ts. */
import { MOST_ATTACHMENTS, type BlobName, type EnvelopeLeaf } from '../crypto/envelope.ts';
import {
  toBinderKey,
  toEpochKey,
  toRootKey,
  type BinderKey,
  type RootKey,
  type Signature,
} from '../crypto/ids.ts';
import { toSealedRow } from '../crypto/row.ts';
import type { RawBlock } from '../replica/sync.ts';
import { blobName, certificate, signature, statementHash } from './fields.ts';
import type { EpochProof, FormerRequest, HistoryRequest, OwnRow, PatientEnvelope } from './nodeClient.ts';
import {
  anyBytes,
  bytes,
  list,
  mapped,
  nullable,
  part,
  plainBytes,
  record,
  tuple,
  uint,
  type Shape,
} from './schema.ts';

/** Epochs in one question at the gate; a client with more asks more than once. */
export const MOST_EPOCHS = 1024;

/**
 * The patient at the gate. `slip` is null when `key` is P itself; otherwise `key` is CPK_i, and the certificate of
 * its epoch ties it to P.
 */
export interface PatientQuery {
  readonly root: RootKey;
  readonly epochs: readonly EpochProof[];
  readonly key: Uint8Array;
  readonly slip: {
    readonly epoch: number;
    readonly binderKey: BinderKey;
    readonly certificate: Uint8Array;
    readonly issuerSignature: Signature;
  } | null;
  readonly signature: Signature;
}

/** Roots that may follow one another in one question. */
export const MOST_ROOTS = 16;

const root = bytes(32, toRootKey);
const binderKey = bytes(32, toBinderKey);
const sealedRow = anyBytes(toSealedRow);

export const epochKey = bytes(32, toEpochKey);

const epochProof: Shape<EpochProof> = tuple<EpochProof>({ epoch: uint, epochKey, binderKey });
const epochs = list(epochProof, MOST_EPOCHS);

export const historyRequest: Shape<HistoryRequest> = record({ root, current: epochProof, epochs });

export const patientQuery: Shape<PatientQuery> = record({
  root,
  epochs,
  key: plainBytes(32),
  slip: nullable(tuple({ epoch: uint, binderKey, certificate, issuerSignature: signature })),
  signature,
});

export const formerRequest: Shape<FormerRequest> = record({
  roots: list(root, MOST_ROOTS),
  current: nullable(epochProof),
  epochs,
});

/** Block and commit, in CometBFT's encodings. */
export const rawBlocks: Shape<readonly RawBlock[]> = list(
  tuple<RawBlock>({ block: anyBytes((value) => value), commit: anyBytes((value) => value) }),
);

export const leaf: Shape<EnvelopeLeaf> = mapped(
  tuple({ identity: blobName, identitySize: uint, clinical: blobName, clinicalSize: uint }),
  {
    to: ({ identity, clinical }: EnvelopeLeaf) => ({
      identity: identity.id,
      identitySize: identity.size,
      clinical: clinical.id,
      clinicalSize: clinical.size,
    }),
    from: (flat) => ({
      identity: { id: flat.identity, size: flat.identitySize },
      clinical: { id: flat.clinical, size: flat.clinicalSize },
    }),
  },
);

interface PlainEnvelope extends Omit<PatientEnvelope, 'attachments'> {}
interface FullEnvelope extends PlainEnvelope {
  readonly attachments: readonly BlobName[];
}

const plainFields = {
  statement: statementHash,
  leaves: list(leaf),
  salt: plainBytes(32),
  patientRows: list(sealedRow),
};
const plainEnvelope = record<PlainEnvelope>(plainFields);
const fullEnvelope = record<FullEnvelope>({
  ...plainFields,
  attachments: list(tuple<BlobName>({ id: blobName, size: uint }), MOST_ATTACHMENTS),
});

/** The last field stands where there are attachments, and nowhere else. */
const patientEnvelope: Shape<PatientEnvelope> = {
  encode: ({ attachments, ...plain }) =>
    attachments === undefined ? plainEnvelope.encode(plain) : fullEnvelope.encode({ ...plain, attachments }),
  decode: (value, what) =>
    typeof value === 'object' && value !== null && 'attachments' in value
      ? fullEnvelope.decode(value, what)
      : plainEnvelope.decode(value, what),
  form: `${plainEnvelope.form} or ${fullEnvelope.form}`,
};

export const patientEnvelopes: Shape<readonly PatientEnvelope[]> = list(patientEnvelope);

export const ownRows: Shape<readonly OwnRow[]> = list(
  record<OwnRow>({
    statement: statementHash,
    leaf: uint,
    part,
    row: sealedRow,
    keyVersion: uint,
    names: leaf,
  }),
);
