/**
 * The doctor's own ledger (医生诊疗区块): the same records, seen from who signed them. The patient's name is there
 * until the follow-up has passed; then the node gives no identity row any more, and the copy here is deleted.
 */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { toDataHash, toEpochKey, toStatementHash } from '../../../crypto/ids.ts';
import type { PartKey, StatementHash } from '../../../crypto/ids.ts';
import { openRow } from '../../../crypto/row.ts';
import type { SealingKeyPair } from '../../../crypto/sealing.ts';
import {
  assertDataHash,
  dataHashOfParts,
  partHash,
  type PartContent,
} from '../../../crypto/statementData.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../../errors.ts';
import {
  codecOfRole,
  listId,
  staffListCodec,
  statementCodec,
  type StatementEntity,
} from '../../../contracts/entities.ts';
import { participantOf } from '../../../contracts/visit/visit.ts';
import { decodeStatement } from '../../../contracts/statement.ts';
import { read } from '../../../contracts/state.ts';
import { demandNotErased, isErased } from '../../../contracts/visit/erased.ts';
import { decodeBody } from '../../../contracts/transaction.ts';
import { millis } from '../../../ports.ts';
import type { OwnRow } from '../../../hospital/nodeClient.ts';
import { displayName } from '../../../records/banner.ts';
import { decodeIdentityPart } from '../../../records/identityPart.ts';
import { readRecord, type RecordReading } from '../../../records/reading.ts';
import type { OwnRecord } from '../../../replica/desk/ownRecords.ts';
import { screenState } from '../../../replica/outbox.ts';
import type { ResultOf } from '../../api.ts';
import type { DocumentView } from '../../api/visits.ts';
import { amendmentOf, attestedBy, readingTime, statementKind, viewOf } from './documents.ts';
import { erasedAt } from './erased.ts';
import { coSignatureOf, correctionOf } from './followers.ts';
import { fetchPart } from './history.ts';
import { institutionName, presentTime, readVisit, staffName, type ListedStatement } from './ledgerReads.ts';
import { endOverdueVisits } from './overdue.ts';
import { sharingOf } from './sharing.ts';
import { consentOf, failureOf, proofOf, verifyStatement } from './statementCheck.ts';
import { recordForm } from '../imports/recordForm.ts';
import type { VisitWork } from './work.ts';

/** Records fetched for one look at the list; the next look fetches more. */
const FETCHED_AT_ONCE = 200;

type Row = ResultOf<'ledger/mine'>[number];

/** What this doctor signed, the newest first; what is still on its way comes before what the ledger has. */
export async function listMine(work: VisitWork): Promise<Row[]> {
  endOverdueVisits(work);
  const onLedger = ownStatements(work);
  await fetchMissing(work, onLedger);
  const known = new Set(onLedger.map(({ hash }) => toHex(hash)));
  return [...queuedRows(work, known), ...onLedger.map((listed) => ledgerRow(work, listed))];
}

/**
 * One record of the doctor's own, or of a visit that they took part in, as far as it may still be read.
 * @throws ConsiliumError `document-unknown`, `statement-erased`; `document-unavailable` {reason} when its clinical part cannot be had
 */
export async function myDocument(work: VisitWork, statementHex: string): Promise<DocumentView> {
  const { listed, record } = await sharedRecordOf(work, toStatementHash(fromHex(statementHex)));
  return ownView(work, listed, record);
}

/** What stands on the ledger and lies here of an own record. Errors: as {@link myDocument}. */
export async function ownRecordOf(work: VisitWork, hash: StatementHash): Promise<HeldRecord> {
  return heldRecord(work, ownStatement(work, hash));
}

/** As {@link ownRecordOf}, also of a record that another wrote in a visit that this doctor took part in. */
export async function sharedRecordOf(work: VisitWork, hash: StatementHash): Promise<HeldRecord> {
  const listed = listedStatement(work, hash);
  const takesPart = listed !== null && participantOf(listed.visit, work.session.identity.entity) !== null;
  return heldRecord(work, takesPart ? listed : ownStatement(work, hash));
}

/** As {@link sharedRecordOf}, read. */
export async function sharedReading(work: VisitWork, hash: StatementHash): Promise<RecordReading> {
  return ownReading((await sharedRecordOf(work, hash)).record);
}

interface HeldRecord {
  readonly listed: ListedStatement;
  readonly record: OwnRecord;
}

async function heldRecord(work: VisitWork, listed: ListedStatement | null): Promise<HeldRecord> {
  endOverdueVisits(work);
  if (listed === null || listed.entity.kind === 'import') throw new ConsiliumError('document-unknown');
  demandNotErased(work.ledger.replica.store, listed.hash);
  await fetchMissing(work, [listed]);
  const record = work.session.desk.ownRecords.record(listed.hash);
  if (record === null) throw new ConsiliumError('document-unavailable', { reason: 'node' });
  return { listed, record };
}

export function ownView(work: VisitWork, listed: ListedStatement, record: OwnRecord): DocumentView {
  const { store } = work.ledger.replica;
  const reading = ownReading(record);
  const proof = proofOf(store, listed, dataFailure(listed.entity, record));
  const { entity } = listed;
  const summary = {
    statement: toHex(listed.hash),
    leaf: 0,
    epoch: work.session.desk.visits.visit(toEpochKey(entity.epoch))?.epoch ?? 0,
    kind: statementKind(entity),
    refers: entity.refers === null ? null : toHex(entity.refers),
    corrected: correctionOf(store, listed),
    coSignature: coSignatureOf(store, listed),
    attestedBy: attestedBy(store, entity),
    consent: consentOf(entity.state),
    title: reading.title,
    date: readingTime(reading),
    institution: institutionName(store, entity.institution),
    author: staffName(store, entity.author),
    summary: reading.summary,
    form: recordForm(record.clinical.bytes),
    verified: proof.verified,
  };
  return viewOf(reading, { summary, proof, amendments: ownAmendments(work, listed) });
}

/** What this doctor added to an own record later, as far as it lies here. */
function ownAmendments(work: VisitWork, { hash }: ListedStatement): DocumentView['amendments'] {
  const { store } = work.ledger.replica;
  const added = ownStatements(work).filter(
    ({ entity }) => entity.refers !== null && bytesEqual(entity.refers, hash),
  );
  return added.toReversed().flatMap((listed) => {
    const record = work.session.desk.ownRecords.record(listed.hash);
    if (record === null) return [];
    const { verified } = proofOf(store, listed, dataFailure(listed.entity, record));
    return amendmentOf(store, listed, { reading: ownReading(record), verified });
  });
}

/** The doctor's list on the ledger, the newest first: its length stands in the doctor's entity. */
function ownStatements(work: VisitWork): readonly ListedStatement[] {
  const { identity } = work.session;
  const { store } = work.ledger.replica;
  const staff = read(store, codecOfRole(identity.role), identity.entity);
  return Array.from({ length: staff?.statements ?? 0 }, (_, index) => {
    const item = read(store, staffListCodec, listId(identity.entity, index));
    const listed = item === null ? null : listedStatement(work, toStatementHash(item.value));
    if (listed === null) throw new ConsiliumError('replica-corrupt', { list: 'staff', index });
    return listed;
  }).reverse();
}

/** Null unless this doctor signed it. */
function ownStatement(work: VisitWork, hash: StatementHash): ListedStatement | null {
  const listed = listedStatement(work, hash);
  return listed !== null && bytesEqual(listed.entity.author, work.session.identity.entity) ? listed : null;
}

function listedStatement(work: VisitWork, hash: StatementHash): ListedStatement | null {
  const { store } = work.ledger.replica;
  const entity = read(store, statementCodec, hash);
  const visit = entity === null ? null : readVisit(store, toEpochKey(entity.epoch));
  return entity === null || visit === null ? null : { epoch: 0, hash, entity, visit };
}

function ledgerRow(work: VisitWork, listed: ListedStatement): Row {
  const { hash, entity } = listed;
  const { store } = work.ledger.replica;
  const record = work.session.desk.ownRecords.record(hash);
  return {
    statement: toHex(hash),
    kind: entity.kind,
    refers: entity.refers === null ? null : toHex(entity.refers),
    time: entity.time,
    blockTime: entity.committed.time,
    height: entity.committed.height,
    state: entity.state,
    erasedAt: erasedAt(store, hash),
    ...shownOf(record, presentTime(work.context.ports.clock, store)),
    followUntil: entity.followUntil,
    verified: proofFailure(work, listed, record) === null,
    sharing: sharingOf(work, hash),
  };
}

/** Signed here and not on the ledger yet, or refused by it. */
function queuedRows(work: VisitWork, onLedger: ReadonlySet<string>): Row[] {
  const { desk } = work.session;
  const now = presentTime(work.context.ports.clock, work.ledger.replica.store);
  const underway = desk.outbox
    .list()
    .filter(({ state }) => state !== 'committed' && state !== 'pending-consent');
  return underway.flatMap((entry) => {
    const body = decodeBody(entry.body);
    if (body.kind !== 'visit/record' || entry.statement === null) return [];
    const statement = decodeStatement(body.statement);
    // An import is attested, not authored: it is on nobody's own ledger.
    if (statement.kind === 'import' || onLedger.has(toHex(entry.statement))) return [];
    const row: Row = {
      statement: toHex(entry.statement),
      kind: statement.kind,
      refers: statement.refers === null ? null : toHex(statement.refers),
      time: statement.time,
      blockTime: null,
      height: null,
      state: screenState(entry),
      erasedAt: null,
      ...shownOf(desk.ownRecords.record(entry.statement), now),
      followUntil: statement.followUntil,
      verified: false,
      sharing: sharingOf(work, entry.statement),
    };
    return [row];
  });
}

function shownOf(record: OwnRecord | null, now: number): Pick<Row, 'patientName' | 'title' | 'summary'> {
  if (record === null) return { patientName: null, title: null, summary: null };
  const reading = ownReading(record);
  const isFollowed = record.identity !== null && now <= record.followUntil;
  const patient = isFollowed ? decodeIdentityPart(record.identity).patient : null;
  return {
    patientName: patient === null ? null : displayName(patient),
    title: reading.title,
    summary: reading.summary,
  };
}

/** With the names put back while the identity part is here; `⟦n⟧` stands for them afterwards. */
export function ownReading(record: OwnRecord): RecordReading {
  const identity = record.identity === null ? null : decodeIdentityPart(record.identity);
  return readRecord(record.clinical.bytes, identity);
}

function proofFailure(work: VisitWork, listed: ListedStatement, record: OwnRecord | null): string | null {
  const failure = record === null ? 'document-unavailable' : dataFailure(listed.entity, record);
  return failure ?? failureOf(() => verifyStatement(work.ledger.replica.store, listed));
}

/** `data-unverifiable` when h_id was never here: the record was read first after its identity row had gone. */
function dataFailure(entity: Pick<StatementEntity, 'data'>, record: OwnRecord): string | null {
  if (record.identityHash.every((byte) => byte === 0)) return 'data-unverifiable';
  const actual = dataHashOfParts(record.identityHash, partHash('clinical', record.clinical));
  return failureOf(() => assertDataHash(toDataHash(entity.data), actual));
}

/** Fetches what this desk does not have: a doctor's new machine, or a restored desk. The node may be away. */
export async function fetchMissing(work: VisitWork, listed: readonly ListedStatement[]): Promise<void> {
  const { desk } = work.session;
  const { replica } = work.ledger;
  const missing = listed
    .filter(({ hash }) => desk.ownRecords.record(hash) === null && !isErased(replica.store, hash))
    .slice(0, FETCHED_AT_ONCE);
  if (missing.length === 0) return;
  try {
    const rows = await work.ledger.node.mine(missing.map(({ hash }) => hash));
    for (const item of missing) await keepOwn(work, item, rows);
  } catch (error) {
    work.context.ports.logger.warn('own-records', { code: errorCode(error) });
  }
}

async function keepOwn(
  work: VisitWork,
  { hash, entity }: ListedStatement,
  rows: readonly OwnRow[],
): Promise<void> {
  const own = rows.filter(
    (row) => bytesEqual(row.statement, hash) && work.session.sealing.has(row.keyVersion),
  );
  const clinical = await openOwn(
    work,
    own.find(({ part }) => part === 'clinical'),
  );
  if (clinical === null) return;
  const identity = await openOwn(
    work,
    own.find(({ part }) => part === 'identity'),
  );
  const record: OwnRecord = {
    statement: hash,
    followUntil: millis(entity.followUntil),
    clinical,
    identityHash: identity === null ? new Uint8Array(32) : partHash('identity', identity),
    identity: identity?.bytes ?? null,
  };
  // What a node made up is not kept beside what was signed here.
  const failure = dataFailure(entity, record);
  if (failure === null || failure === 'data-unverifiable') work.session.desk.ownRecords.keep(record);
}

async function openOwn(work: VisitWork, row: OwnRow | undefined): Promise<PartContent | null> {
  if (row === undefined) return null;
  const { part, names } = row;
  const sealing = work.session.sealing.get(row.keyVersion);
  if (sealing === undefined) return null;
  const key = keyOf(row, sealing);
  return key === null ? null : fetchPart(work.ledger.node, names, { part, key });
}

/** Null of a row that was sealed to a key of another computer, whose secret is not here. */
function keyOf({ row, statement, leaf, part }: OwnRow, sealing: SealingKeyPair): PartKey | null {
  try {
    return openRow(row, sealing, { statement, leaf, part });
  } catch (error) {
    if (isConsiliumError(error, 'row-unreadable')) return null;
    throw error;
  }
}
