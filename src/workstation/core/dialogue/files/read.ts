/** The content of a file that a message brings, opened from its sealed file in memory. */
import type { ContentRange } from '../../../../crypto/attachment.ts';
import { ConsiliumError } from '../../../../errors.ts';
import { decodeAbout } from '../../attachments/draft.ts';
import { rangeOfFile, wholeOfFile } from '../../attachments/files.ts';
import { LARGEST_WHOLE } from '../../attachments/taking.ts';
import type { StaffSession } from '../../context.ts';

type Session = Pick<StaffSession, 'files'> & { readonly desk: Pick<StaffSession['desk'], 'given'> };

/** Errors: `attachment-unknown` for one that is not here, `attachment-too-large` {limit}, `attachment-altered`. */
export async function readGiven(
  session: Session,
  message: number,
  place: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const given = givenAt(session, message, place);
  if (given.size > LARGEST_WHOLE) throw new ConsiliumError('attachment-too-large', { limit: LARGEST_WHOLE });
  return wholeOfFile(session.files, given);
}

/** Errors: `attachment-unknown`, those of openRange. */
export async function readGivenRange(
  session: Session,
  message: number,
  place: number,
  asked: Omit<ContentRange, 'size'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const given = givenAt(session, message, place);
  return rangeOfFile(session.files, given, { ...asked, size: given.size });
}

function givenAt({ desk }: Session, message: number, place: number) {
  const row = desk.given.files(message).find((one) => one.place === place && one.state === 'here');
  if (row === undefined) throw new ConsiliumError('attachment-unknown');
  return { ...decodeAbout(row.about), file: { id: row.blob, size: row.blobSize } };
}
