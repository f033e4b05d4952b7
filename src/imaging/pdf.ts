/** Whether a file is a PDF and nothing else. What it holds is for the reader of PDF files, which no script of it reaches. */
import { ConsiliumError } from '../errors.ts';
import { latin1 } from './dataSet.ts';
import { claimedFormat } from './fileStart.ts';

/** Readers look for the header in so many bytes (ISO 32000-1 annex H.3, note 13). */
const HEADER_WITHIN = 1024;
/** Of a ZIP file's last record, with the longest comment (APPNOTE §4.3.16). */
const ZIP_END_WITHIN = 22 + 0xffff;
const ZIP_COMMENT_LENGTH = 20;

/** Whether a reader of PDF files would take these bytes for one. */
export function looksLikePdf(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(0, HEADER_WITHIN)).includes('%PDF-');
}

/**
 * Throws `attachment-polyglot` {looksLike} for a file that is another one as well: what is attached must look the same to
 * whoever opens it. Throws `pdf-damaged` where no end of a PDF is found.
 */
export function assertPlainPdf(bytes: Uint8Array): void {
  const other = claimedFormat(bytes);
  if (other !== null && other !== 'pdf') throw polyglot(other);
  if (hasZipEnd(bytes)) throw polyglot('zip');
  // Every writer ends with the place of the cross-reference table; a file without was cut off.
  if (!latin1(bytes.subarray(-HEADER_WITHIN * 2)).includes('startxref')) {
    throw new ConsiliumError('pdf-damaged', { bytes: bytes.length });
  }
}

function polyglot(looksLike: string): ConsiliumError {
  return new ConsiliumError('attachment-polyglot', { looksLike });
}

/** A ZIP file is read from its end: a record whose comment reaches the end of the file. */
export function hasZipEnd(bytes: Uint8Array): boolean {
  const tail = bytes.subarray(-ZIP_END_WITHIN);
  const text = latin1(tail);
  for (
    let at = text.lastIndexOf('PK\x05\x06');
    at >= 0;
    at = at === 0 ? -1 : text.lastIndexOf('PK\x05\x06', at - 1)
  ) {
    const comment = (tail[at + ZIP_COMMENT_LENGTH] ?? 0) + 256 * (tail[at + ZIP_COMMENT_LENGTH + 1] ?? 0);
    if (at + ZIP_COMMENT_LENGTH + 2 + comment <= tail.length) return true;
  }
  return false;
}
