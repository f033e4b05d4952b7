/** Images of a draft: looked at as they lie in the record, and kept as others will see them. */
import { z } from 'zod';
import { fromUtf8, toHex, utf8 } from '../../../../crypto/bytes.ts';
import { LARGEST_CASE_PAYLOAD } from '../../../../crypto/caseEnvelope.ts';
import { ConsiliumError } from '../../../../errors.ts';
import {
  CASE_IMAGE_TYPES,
  LARGEST_THUMBNAIL,
  type CaseImage,
  type CaseImageType,
} from '../../../../cases/publish/caseDocument.ts';
import { deidentifiedDicom } from '../../../../deid/dicom/file.ts';
import { pixelStateOf } from '../../../../deid/dicom/pixels.ts';
import { knownMatcher } from '../../../../deid/known.ts';
import { readDicomFile } from '../../../../imaging/dicomFile.ts';
import { placeOf } from '../../../../imaging/identity.ts';
import { strippedPicture } from '../../../../imaging/pictures.ts';
import type { RecordAttachment } from '../../../../records/attachments.ts';
import type { CaseDraftImage } from '../../../../replica/desk/caseDrafts.ts';
import type { ArgsOf, ResultOf } from '../../../api.ts';
import type { ReviewedImage } from '../../../api/caseDrafts.ts';
import { openedAttachment } from '../../attachments/open.ts';
import { DICOM_TYPE } from '../../attachments/content.ts';
import type { VisitWork } from '../../visits/work.ts';
import { shiftOf } from './clean.ts';
import type { CaseSources } from './sources.ts';
import type { StoredDraft } from './stored.ts';

/** What is written beside an image that is kept. */
const about = z.object({
  kind: z.enum(['dicom', 'picture']),
  contentType: z.enum(CASE_IMAGE_TYPES),
  modality: z.string(),
  series: z.string(),
  number: z.number().int(),
  masks: z.array(z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })),
});
type About = z.infer<typeof about>;

/** Every picture and DICOM image of the records; whatever is not kept is left out of the case. */
export function reviewedImages(
  work: VisitWork,
  draft: StoredDraft,
  { records }: CaseSources,
): ReviewedImage[] {
  const kept = new Map(
    work.session.desk.caseDrafts.images(draft.draft).map((image) => [image.image, keptOf(image)]),
  );
  return records.flatMap(({ reading, statement }, record) =>
    reading.attachments.flatMap((attachment, index) => {
      const kind = kindOf(attachment);
      if (kind === null) return [];
      const image = nameOf(record, index);
      return [
        {
          image,
          record,
          attachment: index,
          statement: toHex(statement),
          title: attachment.title,
          kind,
          contentType: attachment.contentType,
          size: attachment.size,
          modality: attachment.place?.modality ?? '',
          kept: kept.get(image) ?? null,
        },
      ];
    }),
  );
}

/** In the order of the records. */
export function keptImages(work: VisitWork, draft: StoredDraft): readonly CaseImage[] {
  return work.session.desk.caseDrafts.images(draft.draft).map(({ about: written, content, thumbnail }) => {
    const { masks: _, ...named } = aboutOf(written);
    return { ...named, bytes: content, thumbnail };
  });
}

/** See api/caseDrafts.ts. */
export async function draftImage(
  work: VisitWork,
  { attachment }: { readonly attachment: RecordAttachment },
): Promise<ResultOf<'case/draft-image'>> {
  const { bytes } = await openedAttachment(work.ledger.node, { attachments: [attachment] }, 0);
  if (kindOf(attachment) === 'picture') return { bytes, review: 'picture' };
  const pixels = pixelStateOf(readDicomFile(bytes).dataSet);
  return { bytes, review: pixels.state === 'review' ? pixels.reason : null };
}

/** Errors: those of `case/keep-image`. */
export async function keepImage(
  work: VisitWork,
  asked: ArgsOf<'case/keep-image'>,
  of: {
    readonly draft: StoredDraft;
    readonly attachment: RecordAttachment;
    readonly known: CaseSources['known'];
  },
): Promise<void> {
  const { confirmed, image, masks, picture, thumbnail } = asked;
  const isLookedAt = confirmed || masks.length > 0;
  const made = picture === null ? await dicomOf(work, asked, of) : pictureOf(picture, { ...of, isLookedAt });
  const { caseDrafts } = work.session.desk;
  const others = caseDrafts.images(of.draft.draft).filter((other) => other.image !== image);
  const sum = others.reduce((size, { content }) => size + content.length, made.bytes.length);
  if (sum > LARGEST_CASE_PAYLOAD) throw new ConsiliumError('case-too-large', { limit: LARGEST_CASE_PAYLOAD });
  caseDrafts.keepImage(of.draft.draft, {
    image,
    about: utf8(JSON.stringify({ ...made.about, masks })),
    content: made.bytes,
    thumbnail: thumbnail.length > 0 ? drawnPicture(thumbnail, LARGEST_THUMBNAIL).bytes : thumbnail,
  });
}

interface Made {
  readonly about: Omit<About, 'masks'>;
  readonly bytes: Uint8Array;
}

/** A picture was drawn anew by the page, with its masks in it: nothing of the file is left but its pixels. */
function pictureOf(
  picture: Uint8Array,
  { attachment, isLookedAt }: { readonly attachment: RecordAttachment; readonly isLookedAt: boolean },
): Made {
  if (!isLookedAt) throw new ConsiliumError('case-image-review', { reason: 'picture' });
  const { bytes, contentType } = drawnPicture(picture, LARGEST_CASE_PAYLOAD);
  const modality = attachment.place?.modality ?? 'PHOTO';
  return { about: { kind: 'picture', contentType, modality, series: '', number: 0 }, bytes };
}

async function dicomOf(
  work: VisitWork,
  { confirmed, masks }: ArgsOf<'case/keep-image'>,
  {
    attachment,
    draft: { caseKey },
    known,
  }: {
    readonly draft: StoredDraft;
    readonly attachment: RecordAttachment;
    readonly known: CaseSources['known'];
  },
): Promise<Made> {
  if (kindOf(attachment) !== 'dicom') throw new ConsiliumError('case-image-kind');
  const opened = await openedAttachment(work.ledger.node, { attachments: [attachment] }, 0);
  const { bytes, pixels } = deidentifiedDicom(opened.bytes, {
    caseKey,
    shiftDays: shiftOf(caseKey),
    known: knownMatcher(known),
    ...(confirmed || masks.length > 0 ? { reviewed: { masks } } : {}),
  });
  if (bytes === null)
    throw new ConsiliumError('case-image-review', {
      reason: pixels.state === 'review' ? pixels.reason : 'unsaid',
    });
  const place = placeOf(readDicomFile(bytes));
  return {
    about: {
      kind: 'dicom',
      contentType: DICOM_TYPE,
      modality: place?.modality ?? attachment.place?.modality ?? 'OT',
      series: place?.series ?? '',
      number: place?.number ?? 0,
    },
    bytes,
  };
}

/** JPEG or PNG by its bytes, without metadata. Errors: `case-image-kind`, `case-too-large`, `picture-damaged`. */
function drawnPicture(
  bytes: Uint8Array,
  limit: number,
): { readonly contentType: CaseImageType; readonly bytes: Uint8Array } {
  if (bytes.length > limit) throw new ConsiliumError('case-too-large', { limit });
  if (bytes[0] === 0xff && bytes[1] === 0xd8)
    return { contentType: 'image/jpeg', bytes: strippedPicture(bytes, 'jpeg') };
  if (bytes[0] === 0x89 && bytes[1] === 0x50)
    return { contentType: 'image/png', bytes: strippedPicture(bytes, 'png') };
  throw new ConsiliumError('case-image-kind');
}

/** Errors: `attachment-unknown`, `case-image-kind`. */
export function attachmentOfImage({ records }: CaseSources, image: string): RecordAttachment {
  const [record, index] = image.split('.').map(Number);
  const attachment = records[record ?? -1]?.reading.attachments[index ?? -1];
  if (attachment === undefined) throw new ConsiliumError('attachment-unknown');
  if (kindOf(attachment) === null) throw new ConsiliumError('case-image-kind');
  return attachment;
}

/** Films, sounds and documents have no place in a case: what names somebody in them cannot be covered. */
function kindOf({ contentType }: RecordAttachment): 'dicom' | 'picture' | null {
  if (contentType === DICOM_TYPE) return 'dicom';
  return contentType === 'image/jpeg' || contentType === 'image/png' ? 'picture' : null;
}

function nameOf(record: number, index: number): string {
  return `${String(record)}.${String(index)}`;
}

function keptOf({ about: written, content, thumbnail }: CaseDraftImage): ReviewedImage['kept'] {
  const { kind, masks } = aboutOf(written);
  return { kind, masks, size: content.length, thumbnail: new Uint8Array(thumbnail) };
}

function aboutOf(written: Uint8Array): About {
  return about.parse(JSON.parse(fromUtf8(written)));
}
