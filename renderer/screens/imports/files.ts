/** Files chosen or dropped for an import, and what a preview says of them in one line. */
import type { ImportFile, ImportReport } from '../../../src/workstation/api/imports.ts';

/** Names longer than this are cut from the front: their end tells more. */
const LONGEST_NAME = 200;
/** As src/records/import/readFile.ts has it; a larger file is not read into memory. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** The bytes of each file, under its own name; one that is too large is not read, and refused by its size. */
export async function readFiles(chosen: readonly File[]): Promise<readonly ImportFile[]> {
  return await Promise.all(
    chosen.map(async (file) => ({
      name: file.name.slice(-LONGEST_NAME),
      ...(file.size > LARGEST_FILE
        ? { bytes: new Uint8Array(0), size: file.size }
        : { bytes: new Uint8Array(await file.arrayBuffer()) }),
    })),
  );
}

export interface FileCounts {
  readonly fresh: number;
  readonly known: number;
  /** Histories of somebody else, which are left out. */
  readonly others: number;
}

/** What of a file would be imported, is known already, or is not this patient's. */
export function countsOf(report: Extract<ImportReport, { state: 'read' }>): FileCounts {
  const taken = report.histories.filter((history) => history.taken);
  const documents = taken.flatMap((history) => history.documents);
  const fresh = documents.filter(({ state }) => state === 'new').length;
  return {
    fresh,
    known: documents.length - fresh,
    others: report.histories.length - taken.length,
  };
}
