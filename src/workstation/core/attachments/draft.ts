/** Attachments of a note that is not signed yet. They lie in the desk sealed, as they will be sent. */
import type { ContentRange } from '../../../crypto/attachment.ts';
import { fromUtf8, toHex, utf8 } from '../../../crypto/bytes.ts';
import { MOST_ATTACHMENTS } from '../../../crypto/envelope.ts';
import { ConsiliumError } from '../../../errors.ts';
import {
  attachmentOf,
  attachmentResource,
  type RecordAttachment,
  type SeriesPlace,
} from '../../../records/attachments.ts';
import { sealer } from '../../../records/identityPart.ts';
import { isJsonObject, parseJson } from '../../../records/json.ts';
import type { DraftName } from '../../../replica/desk/drafts.ts';
import type { FiledBlob } from '../../../replica/desk/filedBlobs.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { AttachmentView } from '../../api/attachments.ts';
import { epochKeyOf } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';
import { attachedName } from './attachedName.ts';
import { attachedContent, comparePatient, kindOf, type PatientCheck } from './content.ts';
import { rangeOfFile, sealIntoFile, sweepFiles, wholeOfFile, type SealedContent } from './files.ts';
import { patientOfDraft } from './owner.ts';

/** 16 GiB: bytes of all attachments of one note. They have to be on a node's disk before its record is. */
export const MOST_BYTES = 0x4_0000_0000;

/** An attachment of a draft with its row. */
export interface DraftedAttachment extends RecordAttachment {
  readonly id: number;
  readonly file: FiledBlob;
}

/** Errors: those of attachedContent and sealIntoFile; `attachments-full` {limit}, `visit-unknown`, `visit-over`. */
export async function addAttachment(
  work: VisitWork,
  { bytes, name, visit: visitHex }: ArgsOf<'attachment/add'>,
): Promise<ResultOf<'attachment/add'>> {
  const visit = epochKeyOf(visitHex);
  const identity = await patientOfDraft(work, visitHex);
  const draft = nameOf(work, visitHex);
  const before = draftAttachments(work, draft);
  const content = attachedContent(bytes);
  const total = before.reduce((sum, { size }) => sum + size, content.bytes.length);
  if (before.length >= MOST_ATTACHMENTS)
    throw new ConsiliumError('attachments-full', { limit: MOST_ATTACHMENTS });
  if (total > MOST_BYTES) throw new ConsiliumError('attachments-full', { limit: MOST_BYTES });
  const { files, desk } = work.session;
  const { part, ...sealed } = await sealIntoFile(files, content.bytes, work.context.ports.random);
  const seal = sealer(identity.mentions);
  const patient = comparePatient(content.patient, identity.patient);
  const attachment = recordAttachment({ name: attachedName(name), content, sealed, seal, patient });
  files.finish(part, toHex(sealed.file.id));
  const id = desk.attachments.add(draft, encodeAbout(attachment), sealed.file);
  work.forgetPrepared(visit);
  return { added: viewOf(attachment, id), patient };
}

/** Names are typed into descriptions as well. */
function sealedPlace(place: SeriesPlace | null, seal: (text: string) => string): SeriesPlace | null {
  if (place?.study === undefined) return place;
  const { description, ...study } = place.study;
  return { ...place, study: { ...study, description: seal(description) } };
}

/** A content as the record will name it. */
export function recordAttachment(of: {
  readonly name: string;
  readonly content: {
    readonly contentType: string;
    readonly bytes: { readonly length: number };
    readonly place: SeriesPlace | null;
  };
  readonly sealed: SealedContent & { readonly key: Uint8Array };
  /** Puts a reference into the identity part in the place of each name of the patient. */
  readonly seal: (text: string) => string;
  /** What the file says of whose it is: another patient's is kept only with a reason. */
  readonly patient: PatientCheck;
}): RecordAttachment {
  const { content, name, patient, seal, sealed } = of;
  return {
    // A file's name may name the patient: what stands in the clinical part does not.
    title: seal(name),
    contentType: content.contentType,
    size: content.bytes.length,
    sha256: sealed.sha256,
    blob: sealed.file.id,
    blobSize: sealed.file.size,
    key: sealed.key,
    place: sealedPlace(content.place, seal),
    ...(patient === 'different' ? { mismatch: { reason: null } } : {}),
  };
}

export function listAttachments(work: VisitWork, visit: string): ResultOf<'attachment/list'> {
  return draftAttachments(work, nameOf(work, visit)).map((attachment) => viewOf(attachment, attachment.id));
}

export function removeAttachment(work: VisitWork, { id, visit }: ArgsOf<'attachment/remove'>): void {
  const { desk, files } = work.session;
  desk.attachments.remove(nameOf(work, visit), id);
  sweepFiles(desk, files);
  work.forgetPrepared(epochKeyOf(visit));
}

/**
 * The doctor's word on files that name another patient: it stands in the record with each of them.
 * Errors: `attachment-unknown`.
 */
export async function keepAttachments(
  work: VisitWork,
  { ids, reason, visit: visitHex }: ArgsOf<'attachment/keep'>,
): Promise<void> {
  const visit = epochKeyOf(visitHex);
  const { mentions } = await patientOfDraft(work, visitHex);
  const name = nameOf(work, visitHex);
  const { desk } = work.session;
  const drafted = new Map(draftAttachments(work, name).map((one) => [one.id, one]));
  desk.atomically(() => {
    for (const id of ids) {
      const attachment = drafted.get(id);
      if (attachment === undefined) throw new ConsiliumError('attachment-unknown');
      const mismatch = { reason: sealer(mentions)(reason.trim()) };
      desk.attachments.change(name, id, encodeAbout({ ...attachment, mismatch }));
    }
  });
  work.forgetPrepared(visit);
}

/** Errors: `attachment-other-patient` {count} while the doctor has not answered for files that name somebody else. */
export function assertAnswered(attachments: readonly RecordAttachment[]): void {
  const open = attachments.filter(({ mismatch }) => mismatch?.reason === null);
  if (open.length > 0) throw new ConsiliumError('attachment-other-patient', { count: open.length });
}

interface DraftPlace {
  readonly visit: string;
  readonly id: number;
}

/** Errors: `attachment-unknown`, `attachment-altered`. */
export async function readDrafted(work: VisitWork, place: DraftPlace): Promise<Uint8Array<ArrayBuffer>> {
  return wholeOfFile(work.session.files, draftedOne(work, place));
}

/** Errors: `attachment-unknown`, those of openRange. */
export async function readDraftedRange(
  work: VisitWork,
  place: DraftPlace,
  asked: Omit<ContentRange, 'size'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const drafted = draftedOne(work, place);
  return rangeOfFile(work.session.files, drafted, { ...asked, size: drafted.size });
}

function draftedOne(work: VisitWork, { id, visit }: DraftPlace): DraftedAttachment {
  const drafted = draftAttachments(work, nameOf(work, visit)).find((one) => one.id === id);
  if (drafted === undefined) throw new ConsiliumError('attachment-unknown');
  return drafted;
}

export function draftAttachments(work: VisitWork, draft: DraftName): readonly DraftedAttachment[] {
  return work.session.desk.attachments
    .list(draft)
    .map(({ about, file, id }) => ({ ...decodeAbout(about), file, id }));
}

/**
 * The attachments that are signed, as they were sealed when they were added.
 * @throws ConsiliumError `draft-changed` for one that is not of the draft any more, `attachment-unknown` for a lost file
 */
export function sealedFiles(
  work: VisitWork,
  draft: DraftName,
  attachments: readonly DraftedAttachment[],
): readonly FiledBlob[] {
  const { desk, files } = work.session;
  const kept = new Map(desk.attachments.list(draft).map(({ id, file }) => [id, file]));
  return attachments.map(({ id }) => {
    const file = kept.get(id);
    if (file === undefined) throw new ConsiliumError('draft-changed');
    // A record that names what is lost could never be sent.
    if (files.size(toHex(file.id)) !== file.size) throw new ConsiliumError('attachment-unknown');
    return file;
  });
}

/** As a screen sees it: without the key. */
export function viewOf(attachment: RecordAttachment, id: number): AttachmentView {
  const { contentType, mismatch, place, size, title } = attachment;
  const view = { id, title, kind: kindOf(contentType), contentType, size, place };
  return mismatch === undefined ? view : { ...view, mismatch };
}

export function nameOf(work: VisitWork, visit: string): DraftName {
  return { doctor: work.session.identity.entity, visit: epochKeyOf(visit) };
}

/** As it will stand in the record: one encoding for both. */
export function encodeAbout(attachment: RecordAttachment): Uint8Array {
  return utf8(JSON.stringify(attachmentResource(attachment, { subject: '', date: '' })));
}

/** Errors: `draft-malformed`. */
export function decodeAbout(about: Uint8Array): RecordAttachment {
  const resource = parseJson(about);
  const attachment = isJsonObject(resource) ? attachmentOf(resource) : null;
  if (attachment === null) throw new ConsiliumError('draft-malformed', { length: fromUtf8(about).length });
  return attachment;
}
