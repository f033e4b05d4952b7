/**
 * A signed statement on its way to the ledger: statement, envelope and transaction, complete but for the storage
 * receipt, which the author's node gives as the last signer.
 */
import { bytesEqual } from '../../../crypto/bytes.ts';
import type { Certificate } from '../../../crypto/certificate.ts';
import {
  encodeEnvelope,
  ENVELOPE_SALT_LENGTH,
  envelopeCommitment,
  type BlobName,
  type Envelope,
  type Recipient,
  type RecipientRow,
} from '../../../crypto/envelope.ts';
import {
  toInstitutionId,
  toSealingKey,
  toStatementHash,
  type DataHash,
  type EpochKey,
  type InstitutionId,
  type SealingKey,
  type StatementHash,
} from '../../../crypto/ids.ts';
import type { Part } from '../../../crypto/part.ts';
import { consentKeyPairFromSlip } from '../../../crypto/patientKeys.ts';
import { makeRow } from '../../../crypto/row.ts';
import type { VisitSlip } from '../../../crypto/sealedCard.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { Visit } from '../../../contracts/entities.ts';
import { currentStaffKey, readInstitution, readStaff } from '../../../contracts/signers.ts';
import type { StateReader } from '../../../contracts/state.ts';
import {
  encodeStatement,
  signStatementAsDoctor,
  signStatementAsPatient,
  statementHash,
  type StatementKind,
} from '../../../contracts/statement.ts';
import type { Signer } from '../../../contracts/transactionKinds.ts';
import type { RandomBytes } from '../../../ports.ts';
import type { FiledBlob } from '../../../replica/desk/filedBlobs.ts';
import type { NewOutboxEntry } from '../../../replica/desk/outboxStore.ts';
import type { CoreContext } from '../context.ts';
import { networkOf, readVisit, requireInstitution } from './ledgerReads.ts';
import type { SealedDocument } from './prepare.ts';
import { signedEntry, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from './transactions.ts';

/** What is to be signed, and for whom it is sealed. */
export interface NewRecord {
  readonly kind: StatementKind;
  readonly visit: EpochKey;
  /** C_e: names BPK_(e+1), to which the patient's rows are sealed. */
  readonly certificate: Certificate;
  readonly refers: StatementHash | null;
  readonly documents: readonly SealedDocument[];
  /** What the documents name, sealed. */
  readonly attachments?: readonly FiledBlob[];
  /** What the documents name and the node has already: of a record that this one corrects. */
  readonly kept?: readonly BlobName[];
  readonly data: DataHash;
  readonly time: number;
  readonly followUntil: number;
  /** The slip that consents; null leaves the statement pending. */
  readonly consent: Pick<VisitSlip, 'consentSeed'> | null;
}

export interface RecordEntry {
  readonly statement: StatementHash;
  readonly entry: NewOutboxEntry;
}

export interface SealRecipient {
  readonly to: Recipient;
  readonly key: SealingKey;
}

/** The institution has one archive and one emergency key; the version stands for a later one. */
const INSTITUTION_KEY_VERSION = 1;

/**
 * Signs a record as the unlocked account.
 * @throws ConsiliumError `visit-opening` while the ledger does not have the visit, `institution-unknown`,
 *   `node-key-missing`, `ledger-empty`
 */
export function recordEntry(context: CoreContext, record: NewRecord): RecordEntry {
  const { store } = context.ledger().replica;
  const session = context.session();
  const visit = readVisit(store, record.visit);
  if (visit === null) throw new ConsiliumError('visit-opening');
  const statement = statementBytes(context, record);
  const hash = toStatementHash(statementHash(statement));
  const envelope = sealEnvelope(hash, record, {
    recipients: recipientsOf(context, record, visit),
    random: context.ports.random,
  });
  const body = {
    kind: 'visit/record',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(session), nodeSigner(context)],
    statement,
    keyVersion: session.keyVersion,
    doctorSignature: signStatementAsDoctor(hash, session.keys.sign.secretKey),
    consentSignature: record.consent === null ? null : consentTo(hash, record.consent),
    commitment: envelopeCommitment(envelope),
  } as const;
  const entry = signedEntry(context, {
    body,
    keys: [session.keys.sign.secretKey],
    visit: record.visit,
    statement: hash,
    envelope: encodeEnvelope(envelope),
    blobs: record.documents.flatMap(({ identity, clinical }) => [identity, clinical]),
    files: record.attachments ?? [],
  });
  return { statement: hash, entry };
}

/** The patient's signature over H(S), by the key in a slip. */
export function consentTo(hash: StatementHash, slip: Pick<VisitSlip, 'consentSeed'>): Uint8Array {
  return signStatementAsPatient(hash, consentKeyPairFromSlip(slip.consentSeed).secretKey);
}

function statementBytes(context: CoreContext, record: NewRecord): Uint8Array {
  const { store } = context.ledger().replica;
  const { identity } = context.session();
  const head = store.head();
  if (head === null) throw new ConsiliumError('ledger-empty');
  return encodeStatement({
    network: networkOf(store),
    kind: record.kind,
    epoch: record.visit,
    doctor: identity.entity,
    institution: identity.institution,
    data: record.data,
    refers: record.refers,
    time: record.time,
    anchor: { height: head.height, headerHash: head.headerHash },
    followUntil: record.followUntil,
  });
}

function nodeSigner(context: CoreContext): Signer {
  return nodeSignerOf(context.ledger().replica.store, context.session().identity.institution);
}

/** The node of an institution as the last signer. Errors: `institution-unknown`, `node-key-missing`. */
export function nodeSignerOf(state: StateReader, institution: InstitutionId): Signer {
  const { nodeKeys } = requireInstitution(state, institution);
  const key = nodeKeys.findLast(({ revoked }) => revoked === null);
  if (key === undefined) throw new ConsiliumError('node-key-missing');
  return { role: 'node', entity: institution, version: key.version };
}

/** Patient rows to BPK_(e+1), and a row of each part to every other recipient. */
export function sealEnvelope(
  statement: StatementHash,
  record: Pick<NewRecord, 'attachments' | 'certificate' | 'documents' | 'kept'>,
  by: { readonly recipients: readonly SealRecipient[]; readonly random: RandomBytes },
): Envelope {
  const places = record.documents.flatMap((document, leaf) =>
    (['identity', 'clinical'] as const).map((part: Part) => ({ leaf, part, key: document[part].key })),
  );
  const rows: RecipientRow[] = by.recipients.flatMap(({ to, key: recipient }) =>
    places.map(({ leaf, part, key }) => ({
      to,
      leaf,
      part,
      row: makeRow(recipient, { statement, leaf, part, key }, by.random),
    })),
  );
  return {
    statement,
    leaves: record.documents.map(({ identity, clinical }) => ({
      identity: { id: identity.id, size: identity.size },
      clinical: { id: clinical.id, size: clinical.size },
    })),
    salt: by.random(ENVELOPE_SALT_LENGTH),
    patientRows: places.map(({ leaf, part, key }) =>
      makeRow(record.certificate.nextSealingKey, { statement, leaf, part, key }, by.random),
    ),
    rows,
    ...attachmentNames(record),
  };
}

function attachmentNames({
  attachments = [],
  kept = [],
}: Pick<NewRecord, 'attachments' | 'kept'>): Pick<Envelope, 'attachments'> {
  const names = [...kept, ...attachments].map(({ id, size }) => ({ id, size }));
  return names.length === 0 ? {} : { attachments: names };
}

/** Author and participants (never of an import, which is attested, not authored), archive, emergency if wished. */
function recipientsOf(context: CoreContext, record: NewRecord, visit: Visit): readonly SealRecipient[] {
  // What opens a patient's former chain is for the patient alone.
  if (record.kind === 'succession') return [];
  const { store } = context.ledger().replica;
  const { institution } = context.session().identity;
  const archive = institutionRecipient(
    'archive',
    institution,
    requireInstitution(store, institution).archiveKey,
  );
  const staff = record.kind === 'import' ? [] : staffRecipients(context, visit);
  return [...staff, archive, ...emergencyRecipients(store, record.certificate)];
}

function staffRecipients(context: CoreContext, visit: Visit): readonly SealRecipient[] {
  const { identity, keys, keyVersion } = context.session();
  const { store } = context.ledger().replica;
  const author = {
    to: { kind: 'staff' as const, entity: identity.entity, version: keyVersion },
    key: keys.seal.publicKey,
  };
  const others = [visit.doctor, ...visit.participants.map(({ id }) => id)].flatMap((id) => {
    const staff = readStaff(store, 'doctor', id);
    const key = staff === null ? null : currentStaffKey(staff);
    return key === null ? [] : [{ id, key }];
  });
  return [
    author,
    ...others
      .filter(({ id }) => !bytesEqual(id, identity.entity))
      .map(({ id, key }) => ({
        to: { kind: 'staff' as const, entity: id, version: key.version },
        key: toSealingKey(key.seal),
      })),
  ];
}

/** The home institution of the patient issued the card. */
export function emergencyRecipients(state: StateReader, certificate: Certificate): readonly SealRecipient[] {
  const home = certificate.emergencyRow ? readInstitution(state, certificate.issuer) : null;
  return home === null ? [] : [institutionRecipient('emergency', certificate.issuer, home.emergencyKey)];
}

function institutionRecipient(kind: 'archive' | 'emergency', id: Uint8Array, key: Uint8Array): SealRecipient {
  const to = { kind, entity: toInstitutionId(id), version: INSTITUTION_KEY_VERSION };
  return { to, key: toSealingKey(key) };
}
