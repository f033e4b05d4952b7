/**
 * A proof file inside the PDF of what it proves: an attachment of the PDF, which every reader shows and can save. One
 * file then is what the patient takes along.
 */
import { PDFDocument } from '@cantoo/pdf-lib';
import { ConsiliumError } from '../../errors.ts';
import { nameHanCharacters } from './pdfHan.ts';

export interface PdfAttachment {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
}

const PDF_START = '%PDF-';
const PROOF_NAME = /^consilium-proof-[0-9a-f]{12}\.json$/u;
/** Larger than any visit's PDF: what is larger is not unpacked. */
const LARGEST_PDF = 96 * 1024 * 1024;

/** Whether a file begins as a PDF does (ISO 32000-1, 7.5.2). */
export function isPdf(file: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(file.subarray(0, PDF_START.length)) === PDF_START;
}

/** A printed PDF with `attachment` in it, and its Chinese text readable. Times in it are those given: bytes depend on nothing else. */
export async function attachToPdf(
  pdf: Uint8Array,
  attachment: PdfAttachment,
  time: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  nameHanCharacters(document);
  await document.attach(attachment.bytes, attachment.name, {
    mimeType: attachment.mimeType,
    creationDate: time,
    modificationDate: time,
  });
  return new Uint8Array(await document.save());
}

/** The proof file in a PDF. Errors: `proof-malformed` for what is no PDF, `proof-not-attached`. */
export async function proofInPdf(pdf: Uint8Array): Promise<Uint8Array> {
  const found = (await attachmentsOf(pdf)).find(({ name }) => PROOF_NAME.test(name));
  if (found === undefined) throw new ConsiliumError('proof-not-attached');
  return found.data;
}

async function attachmentsOf(
  pdf: Uint8Array,
): Promise<readonly { readonly name: string; readonly data: Uint8Array }[]> {
  try {
    if (pdf.length > LARGEST_PDF) throw new ConsiliumError('proof-malformed');
    return (await PDFDocument.load(pdf, { updateMetadata: false })).getAttachments();
  } catch (cause) {
    throw new ConsiliumError('proof-malformed', {}, { cause });
  }
}
