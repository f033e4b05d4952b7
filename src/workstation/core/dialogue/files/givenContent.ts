/** Files of a dialogue as ratchet messages name them, and as this workstation keeps and shows them. */
import type { GivenFile } from '../../../../consult/givenFiles.ts';
import type { RecordAttachment, SeriesPlace } from '../../../../records/attachments.ts';
import { attachedName } from '../../attachments/attachedName.ts';

/** What a record's parts are sealed as; see record.ts. */
export const PARTS_TYPE = 'application/x-consilium-record';

/** An attachment as the other side is to know it. */
export function givenFile(attachment: RecordAttachment): GivenFile {
  const { blob, blobSize, contentType, key, place, sha256, size, title } = attachment;
  return { title, contentType, size, sha256, blob, blobSize, key, place: place && givenPlace(place) };
}

/** What the other side named; of its name that which a person can read, whatever it was. */
export function namedAttachment({ place, title, ...file }: GivenFile): RecordAttachment {
  return { ...file, title: attachedName(title), place: place && seriesPlace(place) };
}

function givenPlace({ study, ...place }: SeriesPlace): NonNullable<GivenFile['place']> {
  return { ...place, study: study ?? null };
}

function seriesPlace({ study, ...place }: NonNullable<GivenFile['place']>): SeriesPlace {
  return study === null ? place : { ...place, study };
}
