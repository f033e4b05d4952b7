import { useEffect, useState } from 'react';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type { PrescriptionLine } from '../../../../src/workstation/api/notes.ts';
import type { Note } from '../../../../src/workstation/api/visits.ts';
import { ask } from '../../../client/core.ts';

/** How long after the last change a note is looked at. */
const CHECK_AFTER_MS = 400;

/** Findings name a line by its number: of the lines that were checked, which may not be those on screen any more. */
export type Checked = ResultOf<'note/check'> & { readonly lines: readonly PrescriptionLine[] };

/** What should be looked at in this note, as far as it was checked; null before the first answer. */
export function useFindings(visit: string, note: Note | null): Checked | null {
  const [findings, setFindings] = useState<Checked | null>(null);
  useEffect(() => {
    if (note === null) return undefined;
    let current = true;
    const check = (): void =>
      void ask('note/check', { visit, note }).then(
        (found) => current && setFindings({ ...found, lines: note.prescriptions ?? [] }),
        // Checked again at the next key and before signing; signing itself refuses what may not be.
        () => undefined,
      );
    const timer = window.setTimeout(check, CHECK_AFTER_MS);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [visit, note]);
  return findings;
}
