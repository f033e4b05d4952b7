/** PDFs in the screens: the library is loaded when one is made or read, and a file from elsewhere stays in the sandbox. */
import { CoreError } from './core.ts';

interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
}

/** The PDF with a file attached, as of now. */
export async function withAttachment(
  pdf: Uint8Array,
  attachment: Attachment,
): Promise<Uint8Array<ArrayBuffer>> {
  const { attachToPdf } = await import('../../src/workstation/proof/pdfProof.ts');
  return attachToPdf(pdf, attachment, new Date());
}

/**
 * The proof file that somebody brought: the file itself, or what is attached to a PDF.
 * @throws CoreError `proof-malformed`, `proof-not-attached`
 */
export async function proofFileIn(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { isPdf, proofInPdf } = await import('../../src/workstation/proof/pdfProof.ts');
  if (!isPdf(bytes)) return bytes;
  return proofInPdf(bytes).then(
    (proof) => new Uint8Array(proof),
    (error: unknown) => {
      throw new CoreError(codeOf(error), {});
    },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'proof-malformed';
}
