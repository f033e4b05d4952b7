/**
 * The patient writes an entry of their own: it names no doctor, stands under the visit that was spent last, is signed
 * by that visit's consent key, and holds P's signature, which only the master card has.
 */
import { bytesEqual, toBase64Url, toHex, utf8 } from '../../../crypto/bytes.ts';
import { sealPart } from '../../../crypto/blob.ts';
import { decodeCertificate, type Certificate } from '../../../crypto/certificate.ts';
import { encodeEnvelope, envelopeCommitment } from '../../../crypto/envelope.ts';
import { toStatementHash, type StatementHash } from '../../../crypto/ids.ts';
import { signOwnEntry } from '../../../crypto/ownEntry.ts';
import { consentKeyPair, rootKeyPair, type EpochKeys } from '../../../crypto/patientKeys.ts';
import type { MasterCard } from '../../../crypto/masterCard.ts';
import { dataHash, partHash } from '../../../crypto/statementData.ts';
import { ConsiliumError } from '../../../errors.ts';
import {
  encodeStatement,
  NO_AUTHOR,
  signStatementAsPatient,
  statementHash,
} from '../../../contracts/statement.ts';
import { encodeEntryParcel } from '../../../hospital/patient/parcels.ts';
import type { NewOutboxEntry } from '../../../replica/desk/outboxStore.ts';
import { encodeIdentityPart, mentionsOf, sealer } from '../../../records/identityPart.ts';
import { ownEntryDocument } from '../../../records/ownEntry.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext } from '../context.ts';
import { newestDocument } from '../visits/documents.ts';
import { networkOf, readVisit } from '../visits/ledgerReads.ts';
import { uuid, type SealedDocument } from '../visits/prepare.ts';
import { emergencyRecipients, nodeSignerOf, sealEnvelope } from '../visits/recordEntry.ts';
import { termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import { patientDeskOf, sendAsPatient, type OpenView, type PatientViews } from './openViews.ts';
import { masterAccess } from './secret.ts';
import { openOwnMaster, patientEntry } from './signing.ts';

/**
 * Signs and sends an own entry. When it answers, the entry is durable here and is sent until it is on the ledger.
 * @throws ConsiliumError `patient-handle-unknown`, `entry-empty`, those of {@link openOwnMaster}, and the ledger's
 *   refusals
 */
export async function writeOwnEntry(
  context: CoreContext,
  views: PatientViews,
  { handle, secret, entry }: ArgsOf<'patient/write-entry'>,
): Promise<ResultOf<'patient/write-entry'>> {
  const view = views.view(handle);
  if (entry.text.trim() === '') throw new ConsiliumError('entry-empty');
  const at = patientDeskOf(context, view);
  const master = openOwnMaster(at, view.access.root, secret);
  view.access = masterAccess(at.store, master);
  await views.proveIfReached(view);
  const document = sealedEntry(context, { view, master, entry, visit: lastVisit(context, view) });
  const state = await sendAsPatient(context, view, document.entry);
  return { statement: toHex(document.hash), state };
}

interface LastVisit {
  readonly keys: EpochKeys;
  readonly certificate: Certificate;
}

/** The visit that was spent last; every patient has one, the registration. */
function lastVisit(context: CoreContext, { access, institution }: OpenView): LastVisit {
  const { store } = context.ledgerAt(institution).replica;
  const keys = access.keys.findLast(({ signing }) => readVisit(store, signing.publicKey) !== null);
  const visit = keys === undefined ? null : readVisit(store, keys.signing.publicKey);
  const next = keys === undefined ? undefined : access.keys[keys.epoch + 1];
  if (keys === undefined || visit === null || next === undefined) throw new ConsiliumError('visit-unknown');
  const certificate = decodeCertificate(visit.certificate);
  // What is sealed to another key would be nobody's to read.
  if (!bytesEqual(certificate.nextSealingKey, next.sealing.publicKey))
    throw new ConsiliumError('card-altered', { check: 'sealing-key' });
  return { keys, certificate };
}

interface NewEntry {
  readonly view: OpenView;
  readonly master: MasterCard;
  readonly entry: ArgsOf<'patient/write-entry'>['entry'];
  readonly visit: LastVisit;
}

interface SealedEntry {
  readonly hash: StatementHash;
  readonly entry: NewOutboxEntry;
}

function sealedEntry(context: CoreContext, of: NewEntry): SealedEntry {
  const { view, master, visit } = of;
  const { store } = context.ledgerAt(view.institution).replica;
  const head = store.head();
  if (head === null) throw new ConsiliumError('ledger-empty');
  const time = context.ports.clock.now();
  const document = sealedDocument(context, of, time);
  const statement = encodeStatement({
    network: networkOf(store),
    kind: 'own-entry',
    epoch: visit.keys.signing.publicKey,
    doctor: NO_AUTHOR,
    institution: view.institution,
    data: dataHash(document.identity.content, document.clinical.content),
    refers: null,
    time,
    anchor: { height: head.height, headerHash: head.headerHash },
    followUntil: time,
  });
  const hash = toStatementHash(statementHash(statement));
  const consent = consentKeyPair(master.seed, visit.keys.epoch);
  const envelope = sealEnvelope(
    hash,
    { certificate: visit.certificate, documents: [document] },
    { recipients: emergencyRecipients(store, visit.certificate), random: context.ports.random },
  );
  const body = {
    kind: 'visit/own-entry',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [
      { role: 'consent', entity: consent.publicKey, version: 0 },
      nodeSignerOf(store, view.institution),
    ],
    statement,
    consentSignature: signStatementAsPatient(hash, consent.secretKey),
    commitment: envelopeCommitment(envelope),
  } as const;
  const parcel = encodeEntryParcel({
    envelope: encodeEnvelope(envelope),
    identity: document.identity.blob,
    clinical: document.clinical.blob,
  });
  const outgoing = { body, consent, statement: hash, visit: visit.keys.signing.publicKey, envelope: parcel };
  return { hash, entry: patientEntry({ store }, outgoing) };
}

/** The two parts, P's signature over the clinical one inside the other. */
function sealedDocument(context: CoreContext, of: NewEntry, time: number): SealedDocument {
  const { random } = context.ports;
  const { store } = context.ledgerAt(of.view.institution).replica;
  const patient = newestDocument(of.view.history)?.identity.patient ?? { resourceType: 'Patient' };
  const mentions = mentionsOf(patient);
  const { kind, text, date } = of.entry;
  const words = { kind, date, text: sealer(mentions)(text.trim()) };
  const placed = { documentId: uuid(random), time: new Date(time).toISOString() };
  const clinical = sealPart('clinical', utf8(JSON.stringify(ownEntryDocument(words, placed))), random);
  const claim = {
    network: networkOf(store),
    epoch: of.visit.keys.signing.publicKey,
    time,
    clinicalHash: partHash('clinical', clinical.content),
  };
  const rootSignature = toBase64Url(signOwnEntry(claim, rootKeyPair(of.master.seed)));
  const identity = sealPart('identity', encodeIdentityPart({ patient, mentions, rootSignature }), random);
  return { identity, clinical };
}
