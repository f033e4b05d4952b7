/**
 * Following up a record of one's own. The author needs no card for it: the author's own row of the record is enough
 * to read it, and C_e, which stands on the ledger, to seal what follows to the patient's next card.
 */
import { fromHex, toHex, utf8 } from '../../../crypto/bytes.ts';
import { decodeCertificate } from '../../../crypto/certificate.ts';
import { toEpochKey, toStatementHash, type DataHash } from '../../../crypto/ids.ts';
import { MOST_ATTACHMENTS, type BlobName } from '../../../crypto/envelope.ts';
import type { VisitSlip } from '../../../crypto/sealedCard.ts';
import { partHash } from '../../../crypto/statementData.ts';
import { visitIsOpen } from '../../../contracts/visit/visit.ts';
import { ConsiliumError } from '../../../errors.ts';
import { millis } from '../../../ports.ts';
import { displayName } from '../../../records/banner.ts';
import {
  decodeIdentityPart,
  encodeIdentityPart,
  sealer,
  unsealer,
  type IdentityPart,
} from '../../../records/identityPart.ts';
import { chartDiagnostics } from '../../../records/chart/diagnostics.ts';
import { isJsonObject, parseJson, type JsonObject } from '../../../records/json.ts';
import { readRecord } from '../../../records/reading.ts';
import { missingFields } from '../../../records/visitNote.ts';
import type { DraftName } from '../../../replica/desk/drafts.ts';
import type { OwnRecord } from '../../../replica/desk/ownRecords.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { Amendment } from '../../api/amend.ts';
import {
  assertAnswered,
  draftAttachments,
  nameOf,
  sealedFiles,
  viewOf,
  type DraftedAttachment,
} from '../attachments/draft.ts';
import { noteIn } from '../notes/texts.ts';
import { closeConsultNotes, consultOf } from '../consultNotes/notes.ts';
import { assertSignable, findingsAlone } from '../notes/findings.ts';
import { sectionsOf } from '../visits/documents.ts';
import { institutionName, presentTime, staffName, type ListedStatement } from '../visits/ledgerReads.ts';
import { maySupervise, needsCoSignature } from '../visits/followers.ts';
import { ownRecordOf, sharedRecordOf } from '../visits/myLedger.ts';
import { documentHash, sealDocument, uuid, type SealedDocument } from '../visits/prepare.ts';
import { recordEntry, type RecordEntry } from '../visits/recordEntry.ts';
import { openSlipFor, pinAccess } from '../visits/slips.ts';
import { settle } from '../visits/transactions.ts';
import { keepNextCard } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';
import { amendmentDocument } from './document.ts';

type Preview = ResultOf<'amend/preview'>;
type Committed = ResultOf<'amend/commit'>;

/** What a preview showed, waiting for its signature. */
export interface PreparedAmendment {
  readonly kind: Amendment['kind'];
  readonly document: SealedDocument;
  /** What it brings. */
  readonly attachments: readonly DraftedAttachment[];
  readonly data: DataHash;
  readonly time: number;
  /** Of an opinion: the dialogue whose notes it was written from. */
  readonly dialogue: string | null;
}

interface Base {
  readonly listed: ListedStatement;
  readonly record: OwnRecord;
  readonly identity: IdentityPart;
}

/** Errors: `document-unknown` for a record that is not this doctor's own, `document-unavailable`. */
export async function loadForCorrection(
  work: VisitWork,
  { statement }: ArgsOf<'amend/load'>,
): Promise<ResultOf<'amend/load'>> {
  const { record, identity } = await baseOf(work, statement, 'correction');
  const reading = readRecord(record.clinical.bytes, identity);
  return {
    patientName: displayName(identity.patient),
    note: { ...noteIn(reading) },
    attachments: reading.attachments.map(viewOf),
    orders: ordersIn(record.clinical.bytes, identity),
  };
}

/**
 * Errors: `document-unknown`, `document-unavailable`, `note-incomplete` {fields}, those of assertSignable,
 * `co-signature-not-due`, and of an opinion `dialogue-unknown`.
 */
export async function previewAmendment(
  work: VisitWork,
  { statement, amendment }: ArgsOf<'amend/preview'>,
): Promise<Preview> {
  assertComplete(amendment);
  const base = await baseOf(work, statement, amendment.kind);
  const prepared = prepareAmendment(work, base, amendment);
  work.amendments().set(statement, prepared);
  const { store } = work.ledger.replica;
  const reading = readRecord(prepared.document.clinical.content.bytes, base.identity);
  return {
    hash: toHex(prepared.data),
    patientName: displayName(base.identity.patient),
    author: staffName(store, work.session.identity.entity),
    institution: institutionName(store, work.session.identity.institution),
    time: prepared.time,
    sections: sectionsOf(reading),
    entries: reading.entries.map((entry) => ({ ...entry })),
    attachments: reading.attachments.map(viewOf),
    standing: standingOf(work, base, amendment.kind),
  };
}

/**
 * Signs what was shown. It is durable here when it answers, and is sent until it is on the ledger.
 * @throws ConsiliumError `draft-changed`; those of assertAnswered and sealedFiles; `follow-up-over` when it takes a slip and none was given; the slip's errors;
 *   `visit-over` for a slip after its visit
 */
export async function commitAmendment(
  work: VisitWork,
  { statement, hash, consent }: ArgsOf<'amend/commit'>,
): Promise<Committed> {
  const prepared = work.amendments().get(statement);
  if (prepared === undefined || toHex(prepared.data) !== hash) throw new ConsiliumError('draft-changed');
  const base = await baseOf(work, statement, prepared.kind);
  const standing = standingOf(work, base, prepared.kind);
  if (consent === null && standing === 'slip-needed') throw new ConsiliumError('follow-up-over');
  assertAnswered(prepared.attachments);
  const slip = consent === null ? null : await slipOf(work, base, consent);
  const signed = signAmendment(work, { base, prepared, slip });
  const queued = keep(work, { base, prepared, signed, slip });
  work.amendments().delete(statement);
  work.context.emit({ type: 'outbox' });
  await settle(work.context, queued);
  return { statement: toHex(signed.statement), state: stateOf(standing, slip) };
}

function stateOf(standing: Preview['standing'], slip: VisitSlip | null): Committed['state'] {
  return slip !== null || standing === 'slip-needed' ? 'consented' : standing;
}

/** What the contract will make of it without a slip (contracts/visit/record.ts, invariant 5). */
function standingOf(work: VisitWork, { listed }: Base, kind: Amendment['kind']): Preview['standing'] {
  const { store } = work.ledger.replica;
  const now = presentTime(work.context.ports.clock, store);
  const { entity, visit } = listed;
  if (entity.state === 'pending')
    return kind === 'correction' || visitIsOpen(visit, store, now) ? 'pending' : 'slip-needed';
  if (now <= entity.followUntil) return 'following';
  return kind === 'correction' ? 'outside-consent' : 'slip-needed';
}

async function baseOf(work: VisitWork, statement: string, kind: Amendment['kind']): Promise<Base> {
  const hash = toStatementHash(fromHex(statement));
  const isReview = kind === 'co-signature';
  const { listed, record } = await (isReview ? sharedRecordOf(work, hash) : ownRecordOf(work, hash));
  if (isReview) assertDue(work, listed);
  // Once the follow-up is over nobody here knows whose record it is: the patient's keys still do.
  const identity: IdentityPart =
    record.identity === null
      ? { patient: { resourceType: 'Patient' }, mentions: [] }
      : decodeIdentityPart(record.identity);
  return { listed, record, identity };
}

/** A co-signature is due on what a trainee wrote, and counts when another than a trainee of that visit gives it. */
function assertDue(work: VisitWork, listed: ListedStatement): void {
  const { entity } = work.session.identity;
  const isDue = needsCoSignature(listed) && maySupervise(listed.visit, { author: entity });
  if (!isDue) throw new ConsiliumError('co-signature-not-due');
}

function prepareAmendment(work: VisitWork, base: Base, amendment: Amendment): PreparedAmendment {
  const { session, context } = work;
  const { store } = work.ledger.replica;
  const { ports } = context;
  const time = ports.clock.now();
  const visit = toEpochKey(base.listed.entity.epoch);
  // A co-signature is of what another wrote: it brings nothing.
  const attachments = amendment.kind === 'co-signature' ? [] : draftAttachments(work, draftOf(work, base));
  const dialogue = amendment.kind === 'opinion' ? amendment.dialogue : null;
  const clinical = amendmentDocument(amendment, {
    documentId: uuid(ports.random),
    time: new Date(time).toISOString(),
    department: session.desk.visits.visit(visit)?.department ?? '',
    authorName: staffName(store, session.identity.entity).zh,
    institutionName: institutionName(store, session.identity.institution).zh,
    emergency: base.listed.visit.purpose === 'emergency',
    refers: toHex(base.listed.hash),
    seal: sealer(base.identity.mentions),
    random: ports.random,
    attachments,
    corrected: amendment.kind === 'correction' ? parsedObject(base.record.clinical.bytes) : null,
    report: amendment.kind === 'result' ? (amendment.report ?? null) : null,
    consulted: dialogue === null ? null : consultedIn(work, dialogue),
  });
  const parts = { identity: encodeIdentityPart(base.identity), clinical: utf8(JSON.stringify(clinical)) };
  const document = sealDocument(parts, ports.random);
  const prepared = {
    kind: amendment.kind,
    document,
    attachments,
    data: documentHash(document),
    time,
    dialogue,
  };
  if (keptBlobs(prepared).length + attachments.length > MOST_ATTACHMENTS)
    throw new ConsiliumError('attachments-full', { limit: MOST_ATTACHMENTS });
  return prepared;
}

/** Both doctors of a consult with their institutions, as the ledger has them. Errors: `dialogue-unknown`. */
function consultedIn(work: VisitWork, dialogue: string): string {
  const { identity, desk } = work.session;
  const { institution, peer } = consultOf(desk, dialogue);
  const { store } = work.ledger.replica;
  const sides = [
    [identity.entity, identity.institution],
    [peer, institution],
  ] as const;
  return sides
    .map(([doctor, house]) => {
      const [name, of] = [staffName(store, doctor), institutionName(store, house)];
      return `${name.zh}（${of.zh}）${name.en} (${of.en})`;
    })
    .join('\n');
}

interface Signing {
  readonly base: Base;
  readonly prepared: PreparedAmendment;
  readonly slip: VisitSlip | null;
}

function parsedObject(bytes: Uint8Array): JsonObject | null {
  const parsed = parseJson(bytes);
  return isJsonObject(parsed) ? parsed : null;
}

/** What a record ordered, by which its results may be told. */
function ordersIn(clinical: Uint8Array, { mentions }: IdentityPart): ResultOf<'amend/load'>['orders'] {
  const unseal = unsealer(mentions);
  return chartDiagnostics([clinical], ['']).orders.map(({ name, number }) => ({
    number,
    name: unseal(name),
  }));
}

/** Of a correction the images that it keeps: their blobs lie at the nodes already. */
function keptBlobs({ kind, attachments, document }: PreparedAmendment): readonly BlobName[] {
  if (kind !== 'correction') return [];
  const brought = new Set(attachments.map(({ blob }) => toHex(blob)));
  return readRecord(document.clinical.content.bytes, null)
    .attachments.filter(({ blob }) => !brought.has(toHex(blob)))
    .map(({ blob, blobSize }) => ({ id: blob, size: blobSize }));
}

/** Under which name attachments of what follows a record lie in the desk. */
function draftOf(work: VisitWork, { listed }: Base): DraftName {
  return nameOf(work, toHex(listed.hash));
}

function signAmendment(work: VisitWork, { base, prepared, slip }: Signing): RecordEntry {
  const { entity, hash, visit } = base.listed;
  return recordEntry(work.context, {
    kind: prepared.kind === 'opinion' ? 'addendum' : prepared.kind,
    visit: toEpochKey(entity.epoch),
    certificate: decodeCertificate(visit.certificate),
    refers: hash,
    documents: [prepared.document],
    attachments: sealedFiles(work, draftOf(work, base), prepared.attachments),
    kept: keptBlobs(prepared),
    data: prepared.data,
    time: prepared.time,
    followUntil: Math.max(prepared.time, entity.followUntil),
    consent: slip,
  });
}

/** The slip of the record's own visit, which must still be open: what comes later follows, or is a correction. */
async function slipOf(
  work: VisitWork,
  { listed }: Base,
  given: NonNullable<ArgsOf<'amend/commit'>['consent']>,
): Promise<VisitSlip> {
  const { store } = work.ledger.replica;
  const now = presentTime(work.context.ports.clock, store);
  if (!visitIsOpen(listed.visit, store, now)) throw new ConsiliumError('visit-over');
  const known = work.session.desk.visits.visit(toEpochKey(listed.entity.epoch));
  const certificate = decodeCertificate(listed.visit.certificate);
  return openSlipFor(
    pinAccess(work.context),
    { epoch: known?.epoch ?? null, certificate, root: null },
    given,
  );
}

/** The author's copy and the entry together, or neither. */
function keep(work: VisitWork, of: Signing & { readonly signed: RecordEntry }): number {
  const { base, prepared, signed, slip } = of;
  const { desk } = work.session;
  const { identity, clinical } = prepared.document;
  const visit = toEpochKey(base.listed.entity.epoch);
  return desk.atomically(() => {
    desk.attachments.clear(draftOf(work, base));
    if (prepared.dialogue !== null) closeConsultNotes(desk, prepared.dialogue);
    desk.ownRecords.keep({
      statement: signed.statement,
      followUntil: millis(base.listed.entity.followUntil),
      clinical: clinical.content,
      identityHash: partHash('identity', identity.content),
      identity: identity.content.bytes,
    });
    const known = desk.visits.visit(visit);
    if (slip !== null && known !== null && known.endedAt === null) keepNextCard(desk, visit, slip.nextCard);
    return desk.outbox.add(signed.entry).id;
  });
}

function assertComplete(amendment: Amendment): void {
  if (amendment.kind === 'result' && amendment.text.trim() === '' && amendment.report === undefined)
    throw new ConsiliumError('note-incomplete', { fields: 'auxiliaryExamination' });
  if (amendment.kind !== 'correction') return;
  const missing = missingFields(amendment.note);
  if (missing.length > 0) throw new ConsiliumError('note-incomplete', { fields: missing.join(',') });
  assertSignable(amendment.note, findingsAlone(amendment.note));
}
