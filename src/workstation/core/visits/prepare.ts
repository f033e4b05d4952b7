/**
 * The record behind a draft, made up to its last byte before anyone is asked to sign: what the screen shows is read
 * back from the very bytes whose hash is signed.
 */
import { bytesEqual, toHex, utf8 } from '../../../crypto/bytes.ts';
import { sealPart, type SealedPart } from '../../../crypto/blob.ts';
import type { DataHash, EpochKey } from '../../../crypto/ids.ts';
import { dataHash } from '../../../crypto/statementData.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { RandomBytes } from '../../../ports.ts';
import { encodeIdentityPart, mentionsOf, sealer, type IdentityPart } from '../../../records/identityPart.ts';
import type { JsonObject } from '../../../records/json.ts';
import { readRecord } from '../../../records/reading.ts';
import {
  missingFields,
  SECTION_RULES,
  visitNoteDocument,
  type VisitNote,
} from '../../../records/visitNote.ts';
import type { SignPreview } from '../../api/visits.ts';
import { assertAnswered, draftAttachments, viewOf, type DraftedAttachment } from '../attachments/draft.ts';
import { assertSignable, findingsOf } from '../notes/findings.ts';
import { structuredOf } from '../notes/structured.ts';
import { chartAtHand } from './chart.ts';
import { bannerOf, newestDocument, sectionsOf } from './documents.ts';
import { followUpMs, institutionName, readVisit, staffName } from './ledgerReads.ts';
import { requireDraft, type ReadDraft } from './note.ts';
import { epochKeyOf, visitContext } from './visitContext.ts';
import type { VisitWork } from './work.ts';

/** The two sealed parts of one document. */
export interface SealedDocument {
  readonly identity: SealedPart;
  readonly clinical: SealedPart;
}

/** What a preview showed, waiting for its signature. */
export interface PreparedRecord {
  readonly draft: ReadDraft;
  readonly document: SealedDocument;
  readonly attachments: readonly DraftedAttachment[];
  readonly data: DataHash;
  readonly time: number;
  readonly followUntil: number;
}

/**
 * Prepares the draft of a visit and shows it. Asking again without a change in between shows the same bytes.
 * @throws ConsiliumError `draft-missing`, `visit-unknown`, `visit-over`
 */
export async function previewRecord(work: VisitWork, visitHex: string): Promise<SignPreview> {
  const visit = epochKeyOf(visitHex);
  visitContext(work, visit);
  const draft = requireDraft(work, visitHex);
  const identity = await identityOf(work, visit);
  const record = preparedBefore(work, draft, identity) ?? prepareRecord(work, { visit, draft, identity });
  work.prepare(visit, record);
  return previewOf(work, record, identity);
}

/**
 * The prepared record whose hash was shown.
 * @throws ConsiliumError `draft-changed` when another or none was shown, or the draft moved on;
 *   `note-incomplete` {fields}; those of {@link assertSignable} and assertAnswered
 */
export async function requirePrepared(
  work: VisitWork,
  visit: EpochKey,
  hash: string,
): Promise<PreparedRecord> {
  const record = work.prepared(visit);
  const draft = requireDraft(work, toHex(visit));
  if (record === null || toHex(record.data) !== hash || record.draft.revision !== draft.revision)
    throw new ConsiliumError('draft-changed');
  const missing = missingFields(draft.note);
  if (missing.length > 0) throw new ConsiliumError('note-incomplete', { fields: missing.join(',') });
  assertSignable(draft.note, await findingsOf(work, visit, draft.note));
  assertAnswered(record.attachments);
  return record;
}

/** Seals a document's parts under fresh keys. */
export function sealDocument(
  parts: { readonly identity: Uint8Array; readonly clinical: Uint8Array },
  random: RandomBytes,
): SealedDocument {
  return {
    identity: sealPart('identity', parts.identity, random),
    clinical: sealPart('clinical', parts.clinical, random),
  };
}

/** Hash(Data) of one sealed document. */
export function documentHash({ identity, clinical }: SealedDocument): DataHash {
  return dataHash(identity.content, clinical.content);
}

/** What was shown before, unless the draft moved on or more has become known of who the patient is. */
function preparedBefore(work: VisitWork, draft: ReadDraft, identity: IdentityPart): PreparedRecord | null {
  const record = work.prepared(draft.name.visit);
  if (record === null || record.draft.revision !== draft.revision) return null;
  return bytesEqual(record.document.identity.content.bytes, encodeIdentityPart(identity)) ? record : null;
}

function prepareRecord(
  work: VisitWork,
  of: { readonly visit: EpochKey; readonly draft: ReadDraft; readonly identity: IdentityPart },
): PreparedRecord {
  const { ports } = work.context;
  const { store } = work.ledger.replica;
  const time = ports.clock.now();
  const attachments = draftAttachments(work, of.draft.name);
  const clinical = visitNoteDocument(
    sealNote(of.draft.note, sealer(of.identity.mentions)),
    noteContext(work, of.visit, time),
    { ...structuredOf(of.draft.note, sealer(of.identity.mentions), ports.random), attachments },
  );
  const parts = { identity: encodeIdentityPart(of.identity), clinical: utf8(JSON.stringify(clinical)) };
  const document = sealDocument(parts, ports.random);
  return {
    draft: of.draft,
    document,
    attachments,
    data: documentHash(document),
    time,
    followUntil: time + followUpMs(store),
  };
}

/** Who the patient is, as the newest record says. Without any the note stands alone, bound to the patient by its keys. */
export async function identityOf(work: VisitWork, visit: EpochKey): Promise<IdentityPart> {
  const known = newestDocument(await chartAtHand(work, visit))?.identity.patient;
  const patient: JsonObject = known ?? { resourceType: 'Patient' };
  return { patient, mentions: mentionsOf(patient) };
}

function noteContext(
  work: VisitWork,
  visit: EpochKey,
  time: number,
): Parameters<typeof visitNoteDocument>[1] {
  const { session, ledger, context } = work;
  const { store } = ledger.replica;
  return {
    documentId: uuid(context.ports.random),
    time: new Date(time).toISOString(),
    department: session.desk.visits.visit(visit)?.department ?? '',
    authorName: staffName(store, session.identity.entity).zh,
    institutionName: institutionName(store, session.identity.institution).zh,
    emergency: readVisit(store, visit)?.purpose === 'emergency',
  };
}

/** Every name in the free text becomes a reference into the identity part. */
export function sealNote(note: VisitNote, seal: (text: string) => string): VisitNote {
  return {
    visitType: note.visitType,
    chiefComplaint: seal(note.chiefComplaint),
    presentIllness: seal(note.presentIllness),
    pastHistory: seal(note.pastHistory),
    allergyHistory: seal(note.allergyHistory),
    physicalExamination: seal(note.physicalExamination),
    auxiliaryExamination: seal(note.auxiliaryExamination),
    diagnosis: seal(note.diagnosis),
    plan: seal(note.plan),
  };
}

async function previewOf(
  work: VisitWork,
  record: PreparedRecord,
  identity: IdentityPart,
): Promise<SignPreview> {
  const { store } = work.ledger.replica;
  const { clinical } = record.document;
  const { note, name } = record.draft;
  const reading = readRecord(clinical.content.bytes, identity);
  const text = SECTION_RULES.map(({ field }) => note[field]).join('\n');
  const banner = bannerOf(await chartAtHand(work, record.draft.name.visit), work.context.ports.clock);
  return {
    hash: toHex(record.data),
    patient: banner,
    author: staffName(store, work.session.identity.entity),
    institution: institutionName(store, work.session.identity.institution),
    time: record.time,
    sections: sectionsOf(reading),
    entries: reading.entries.map((entry) => ({ ...entry })),
    attachments: reading.attachments.map(viewOf),
    missing: [...missingFields(note)],
    findings: await findingsOf(work, name.visit, note),
    sealedNames: identity.mentions.filter((mention) => sealer([mention])(text) !== text),
    followUntil: record.followUntil,
  };
}

/** Random bytes as a UUID version 4 (RFC 9562 §5.4). */
export function uuid(random: RandomBytes): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
