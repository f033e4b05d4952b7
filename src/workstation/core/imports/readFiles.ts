/** Files of an import, read one after the other: other work of this process has its turn in between. */
import { readImportFiles, type FileOutcome } from '../../../records/import/readFile.ts';
import type { RecordParts } from '../../../records/importBundle.ts';
import type { ImportFile } from '../../api/imports.ts';
import type { CoreContext } from '../context.ts';
import { sealDocument, type SealedDocument } from '../visits/prepare.ts';
import { pauseFor } from '../visits/transactions.ts';

/** Documents sealed between two turns of other work. */
const SEALED_AT_ONCE = 32;

/** Reads each file; one that is refused stops no other. */
export async function readFiles(
  context: CoreContext,
  files: readonly ImportFile[],
): Promise<readonly FileOutcome[]> {
  const zone = zoneAt(context.ports.clock.now());
  const outcomes: FileOutcome[] = [];
  for (const [done, file] of files.entries()) {
    importProgress(context, { done, total: files.length, step: 'read-files' });
    await pauseFor(context, 0);
    outcomes.push(...readImportFiles([file], zone));
  }
  return outcomes;
}

/** Seals each document under keys of its own. */
export async function sealDocuments(
  context: CoreContext,
  parts: readonly RecordParts[],
): Promise<readonly SealedDocument[]> {
  const sealed: SealedDocument[] = [];
  for (const [done, part] of parts.entries()) {
    if (done % SEALED_AT_ONCE === 0) {
      importProgress(context, { done, total: parts.length, step: 'seal-documents' });
      await pauseFor(context, 0);
    }
    sealed.push(sealDocument(part, context.ports.random));
  }
  return sealed;
}

/** Says how far an import is. */
export function importProgress(
  context: CoreContext,
  at: { readonly done: number; readonly total: number; readonly step: string },
): void {
  context.emit({ type: 'progress', task: 'import', ...at });
}

/** The offset of this machine at `time`, "+08:00": HL7 times that name none are of the place they were written at. */
export function zoneAt(time: number): string {
  const minutes = -new Date(time).getTimezoneOffset();
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  const distance = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(distance / 60)}:${two(distance % 60)}`;
}
