/** Codecs of what the methods of the node protocol share. Decoders refuse by `field-*` and `id-malformed`. */
import { asArray, asBytes, asMap, asNullable, asUint, asTuple } from '../crypto/cbor.ts';
import type { CborValue } from '../crypto/cbor.ts';
import type { BlobName, EnvelopeLeaf } from '../crypto/envelope.ts';
import {
  toBinderKey,
  toBlobId,
  toEpochKey,
  toRootKey,
  toSignature,
  toStatementHash,
  type BinderKey,
  type RootKey,
  type Signature,
} from '../crypto/ids.ts';
import { partFromNumber, partNumber } from '../crypto/part.ts';
import { toSealedRow } from '../crypto/row.ts';
import { ConsiliumError } from '../errors.ts';
import type { RawBlock } from '../replica/sync.ts';
import type { EpochProof, HistoryRequest, OwnRow, PatientEnvelope } from './nodeClient.ts';

/** How a value stands in a message, and how it comes back from a stranger. */
export interface Shape<T> {
  readonly encode: (value: T) => CborValue;
  readonly decode: (value: CborValue) => T;
}

/** No fields. */
export type Nothing = Readonly<Record<never, never>>;

/** Epochs in one question at the gate; a client with more asks more than once. */
export const MOST_EPOCHS = 1024;

export const nothing: Shape<Nothing> = { encode: () => ({}), decode: (value) => asMap(value, [], 'message') };

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

const epochProof: Shape<EpochProof> = {
  encode: ({ epoch, epochKey, binderKey }) => [epoch, epochKey, binderKey],
  decode: (value) => {
    const [epoch, epochKey, binderKey] = asTuple(value, 3, 'epoch');
    return {
      epoch: asUint(epoch, 'epoch'),
      epochKey: toEpochKey(asBytes(epochKey, 32, 'epoch.key')),
      binderKey: toBinderKey(asBytes(binderKey, 32, 'epoch.binderKey')),
    };
  },
};

export const historyRequest: Shape<HistoryRequest> = {
  encode: ({ root, current, epochs }) => ({
    root,
    current: epochProof.encode(current),
    epochs: epochs.map(epochProof.encode),
  }),
  decode: (value) => {
    const map = asMap(value, ['root', 'current', 'epochs'], 'history');
    return {
      root: toRootKey(asBytes(map.root, 32, 'history.root')),
      current: epochProof.decode(map.current),
      epochs: decodeEpochs(map.epochs),
    };
  },
};

export const patientQuery: Shape<PatientQuery> = {
  encode: ({ root, epochs, key, slip, signature }) => ({
    root,
    epochs: epochs.map(epochProof.encode),
    key,
    slip: slip === null ? null : [slip.epoch, slip.binderKey, slip.certificate, slip.issuerSignature],
    signature,
  }),
  decode: (value) => {
    const map = asMap(value, ['root', 'epochs', 'key', 'slip', 'signature'], 'patient');
    return {
      root: toRootKey(asBytes(map.root, 32, 'patient.root')),
      epochs: decodeEpochs(map.epochs),
      key: asBytes(map.key, 32, 'patient.key'),
      slip: asNullable(map.slip, decodeSlip),
      signature: toSignature(asBytes(map.signature, 64, 'patient.signature')),
    };
  },
};

export const rawBlocks: Shape<readonly RawBlock[]> = {
  encode: (blocks) => blocks.map(({ block, commit }) => [block, commit]),
  decode: (value) =>
    asArray(value, 'blocks').map((item) => {
      const [block, commit] = asTuple(item, 2, 'block');
      return { block: asBytes(block, null, 'block'), commit: asBytes(commit, null, 'commit') };
    }),
};

export const patientEnvelopes: Shape<readonly PatientEnvelope[]> = {
  encode: (envelopes) =>
    envelopes.map(({ statement, leaves, salt, patientRows }) => ({
      statement,
      leaves: leaves.map(encodeLeaf),
      salt,
      patientRows: [...patientRows],
    })),
  decode: (value) => asArray(value, 'envelopes').map(decodePatientEnvelope),
};

export const ownRows: Shape<readonly OwnRow[]> = {
  encode: (rows) =>
    rows.map(({ statement, leaf, part, row, keyVersion, names }) => ({
      statement,
      leaf,
      part: partNumber(part),
      row,
      keyVersion,
      names: encodeLeaf(names),
    })),
  decode: (value) => asArray(value, 'rows').map(decodeOwnRow),
};

function decodeEpochs(value: CborValue): readonly EpochProof[] {
  const items = asArray(value, 'epochs');
  if (items.length > MOST_EPOCHS) throw new ConsiliumError('field-malformed', { what: 'epochs' });
  return items.map(epochProof.decode);
}

function decodeSlip(value: CborValue): PatientQuery['slip'] {
  const [epoch, binderKey, certificate, issuerSignature] = asTuple(value, 4, 'slip');
  return {
    epoch: asUint(epoch, 'slip.epoch'),
    binderKey: toBinderKey(asBytes(binderKey, 32, 'slip.binderKey')),
    certificate: asBytes(certificate, 190, 'slip.certificate'),
    issuerSignature: toSignature(asBytes(issuerSignature, 64, 'slip.issuerSignature')),
  };
}

function decodePatientEnvelope(value: CborValue): PatientEnvelope {
  const map = asMap(value, ['statement', 'leaves', 'salt', 'patientRows'], 'envelope');
  return {
    statement: toStatementHash(asBytes(map.statement, 32, 'envelope.statement')),
    leaves: asArray(map.leaves, 'envelope.leaves').map(decodeLeaf),
    salt: asBytes(map.salt, 32, 'envelope.salt'),
    patientRows: asArray(map.patientRows, 'envelope.patientRows').map((row) =>
      toSealedRow(asBytes(row, null, 'envelope.row')),
    ),
  };
}

function decodeOwnRow(value: CborValue): OwnRow {
  const map = asMap(value, ['statement', 'leaf', 'part', 'row', 'keyVersion', 'names'], 'row');
  const part = partFromNumber(asUint(map.part, 'row.part'));
  if (part === null) throw new ConsiliumError('field-malformed', { what: 'row.part' });
  return {
    statement: toStatementHash(asBytes(map.statement, 32, 'row.statement')),
    leaf: asUint(map.leaf, 'row.leaf'),
    part,
    row: toSealedRow(asBytes(map.row, null, 'row.row')),
    keyVersion: asUint(map.keyVersion, 'row.keyVersion'),
    names: decodeLeaf(map.names),
  };
}

export function encodeLeaf({ identity, clinical }: EnvelopeLeaf): CborValue {
  return [identity.id, identity.size, clinical.id, clinical.size];
}

export function decodeLeaf(value: CborValue): EnvelopeLeaf {
  const [identityId, identitySize, clinicalId, clinicalSize] = asTuple(value, 4, 'leaf');
  return {
    identity: decodeBlobName(identityId, identitySize),
    clinical: decodeBlobName(clinicalId, clinicalSize),
  };
}

function decodeBlobName(id: CborValue | undefined, size: CborValue | undefined): BlobName {
  return { id: toBlobId(asBytes(id, 32, 'leaf.id')), size: asUint(size, 'leaf.size') };
}
