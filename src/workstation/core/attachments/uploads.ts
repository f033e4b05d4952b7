/** Files that are taken to a note in pieces, as the request table has them. */
import { newSealing, openRange } from '../../../crypto/attachment.ts';
import { MOST_ATTACHMENTS } from '../../../crypto/envelope.ts';
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { sealer } from '../../../records/identityPart.ts';
import type { Upload } from '../../../replica/desk/uploads.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { epochKeyOf } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';
import { attachedName } from './attachedName.ts';
import { bulkCrypto } from './bulk.ts';
import {
  addAttachment,
  draftAttachments,
  encodeAbout,
  MOST_BYTES,
  nameOf,
  recordAttachment,
  viewOf,
} from './draft.ts';
import { uploadPart, type SealedContent, type Taking } from './files.ts';
import { patientOfDraft } from './owner.ts';
import { reached, TakingFile, type TakingPlace } from './taking.ts';

/** Refused before anything was written: it goes on as if it had not been asked. */
const HARMLESS: ReadonlySet<string> = new Set(['attachment-offset', 'attachment-size']);

/**
 * Begins to take a file, or finds what was taken of one of this name and size.
 * Errors: `attachments-full` {limit}, `attachment-too-large` {limit}, `visit-unknown`, `visit-over`.
 */
export async function beginUpload(
  work: VisitWork,
  { name, size, visit }: ArgsOf<'attachment/begin'>,
): Promise<ResultOf<'attachment/begin'>> {
  await patientOfDraft(work, visit);
  const draft = nameOf(work, visit);
  const place = placeOf(work);
  const known = place.uploads.list(draft).find((one) => one.name === name && one.size === size);
  if (known !== undefined) {
    await endTaking(place, known.id);
    const { pieces, taken } = reached(place, known);
    const told = pieces.map(({ at, length }) => ({ at, length }));
    if (taken > 0) return { upload: known.id, taken, known: told };
    // Nothing of it is on the disk: a key seals one beginning only.
    forget(place, known.id);
  }
  demandRoom(work, visit, size);
  const upload = place.uploads.begin(draft, name, newSealing(size, work.context.ports.random));
  return { upload: upload.id, taken: 0, known: [] };
}

/** Errors: `upload-unknown`, `attachment-other-file`, `attachment-altered`. */
export async function goOnWithUpload(
  work: VisitWork,
  { digests, upload: id, visit }: ArgsOf<'attachment/go-on'>,
): Promise<ResultOf<'attachment/go-on'>> {
  const place = placeOf(work);
  const upload = demandUpload(work, visit, id);
  await endTaking(place, id);
  const taking = await TakingFile.again(place, upload, digests.map(fromHex));
  place.files.taking.set(id, taking);
  return { taken: taking.received };
}

/** Errors: `upload-unknown`, those of TakingFile.take. What is no file that can be attached is forgotten. */
export async function takePiece(
  work: VisitWork,
  { at, bytes, upload: id, visit }: ArgsOf<'attachment/piece'>,
): Promise<ResultOf<'attachment/piece'>> {
  const place = placeOf(work);
  const upload = demandUpload(work, visit, id);
  return ending(place, id, async () => {
    const taking = place.files.taking.get(id) ?? (await begun(place, upload, at));
    await taking.take(at, bytes);
    return { taken: taking.received };
  });
}

/** Errors: `upload-unknown`, `attachment-size`, those of attachedContent. */
export async function finishUpload(
  work: VisitWork,
  { upload: id, visit }: ArgsOf<'attachment/finish'>,
): Promise<ResultOf<'attachment/finish'>> {
  const place = placeOf(work);
  const upload = demandUpload(work, visit, id);
  return ending(place, id, async () => {
    const taking = place.files.taking.get(id);
    if (taking === undefined) throw new ConsiliumError('attachment-size');
    const sealed = await taking.finish();
    await endTaking(place, id);
    if (taking.streams) return attachSealed(work, { upload, visit, sealed, type: taking.contentType() });
    const bytes = await wholeOf(place, upload, sealed.file.size);
    const added = await addAttachment(work, { visit, name: upload.name, bytes });
    forget(place, id);
    return added;
  });
}

export async function abandonUpload(
  work: VisitWork,
  { upload, visit }: ArgsOf<'attachment/abandon'>,
): Promise<void> {
  demandUpload(work, visit, upload);
  const place = placeOf(work);
  await endTaking(place, upload);
  forget(place, upload);
}

export function listUploads(work: VisitWork, visit: string): ResultOf<'attachment/uploads'> {
  const place = placeOf(work);
  return place.uploads.list(nameOf(work, visit)).map((upload) => {
    const open = place.files.taking.get(upload.id);
    const taken = open?.received ?? reached(place, upload).taken;
    return { upload: upload.id, name: upload.name, size: upload.size, taken, isTaking: open !== undefined };
  });
}

function placeOf({ session: { desk, files } }: VisitWork): TakingPlace {
  return { files, uploads: desk.uploads };
}

async function begun(place: TakingPlace, upload: Upload, at: number): Promise<Taking> {
  // Of one that is not open, the beginning alone is taken without having shown that it is the same file.
  if (at !== 0 || reached(place, upload).taken > 0)
    throw new ConsiliumError('attachment-offset', { taken: 0 });
  const taking = await TakingFile.begin(place, upload);
  place.files.taking.set(upload.id, taking);
  return taking;
}

/**
 * What is refused for what it is, is forgotten. Where the disk is full, or fails, it is gone on with from what is on it:
 * what was sealed and not written is nowhere.
 */
async function ending<T>(place: TakingPlace, id: number, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isConsiliumError(error) && HARMLESS.has(error.code)) throw error;
    await endTaking(place, id);
    if (isConsiliumError(error) && error.code !== 'storage-full') forget(place, id);
    throw error;
  }
}

async function endTaking({ files }: TakingPlace, id: number): Promise<void> {
  const taking = files.taking.get(id);
  files.taking.delete(id);
  await taking?.close();
}

function forget({ files, uploads }: TakingPlace, id: number): void {
  uploads.abandon(id);
  files.removePart(uploadPart(id));
}

async function attachSealed(
  work: VisitWork,
  of: {
    readonly upload: Upload;
    readonly visit: string;
    readonly sealed: SealedContent;
    readonly type: string;
  },
): Promise<ResultOf<'attachment/finish'>> {
  const { sealed, type, upload, visit } = of;
  const { desk, files } = work.session;
  const identity = await patientOfDraft(work, visit);
  const attachment = recordAttachment({
    name: attachedName(upload.name),
    content: { contentType: type, bytes: { length: upload.size }, place: null },
    sealed: { ...sealed, key: upload.key },
    seal: sealer(identity.mentions),
    patient: 'unknown',
  });
  // In this order: what the power leaves half-done here is finished at the next unlock.
  desk.uploads.sealed({ id: upload.id, about: encodeAbout(attachment), file: sealed.file });
  files.finish(uploadPart(upload.id), toHex(sealed.file.id));
  const id = desk.uploads.attach(upload.id);
  work.forgetPrepared(epochKeyOf(visit));
  return { added: viewOf(attachment, id), patient: 'unknown' };
}

/** All that was taken of a file that has to be cleaned whole. */
async function wholeOf(
  { files }: TakingPlace,
  upload: Upload,
  sealedBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const read = async (from: number, length: number) => files.readPartAt(uploadPart(upload.id), from, length);
  const whole = { from: 0, length: upload.size, size: upload.size };
  return openRange({ size: sealedBytes, read }, upload.key, whole, bulkCrypto);
}

/** Errors: `upload-unknown`. */
function demandUpload(work: VisitWork, visit: string, id: number): Upload {
  const upload = work.session.desk.uploads.list(nameOf(work, visit)).find((one) => one.id === id);
  if (upload === undefined) throw new ConsiliumError('upload-unknown');
  return upload;
}

/** Errors: `attachments-full` {limit}. */
function demandRoom(work: VisitWork, visit: string, size: number): void {
  const draft = nameOf(work, visit);
  const sizes = [...draftAttachments(work, draft), ...work.session.desk.uploads.list(draft)].map(
    (one) => one.size,
  );
  if (sizes.length >= MOST_ATTACHMENTS)
    throw new ConsiliumError('attachments-full', { limit: MOST_ATTACHMENTS });
  const total = sizes.reduce((sum, one) => sum + one, size);
  if (total > MOST_BYTES) throw new ConsiliumError('attachments-full', { limit: MOST_BYTES });
}
