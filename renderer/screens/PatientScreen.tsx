import { useEffect, useState } from 'react';
import type { ResultOf } from '../../src/workstation/api.ts';
import { ask } from '../client/core.ts';
import { useIdle } from '../client/useIdle.ts';
import { PatientEntry } from './patient/PatientEntry.tsx';
import { PatientRecord } from './patient/PatientRecord.tsx';

/** A patient may walk away from the screen: their record is not left there for the next one. */
const CLOSES_AFTER_MS = 5 * 60 * 1000;

/** What the patient sees, from the secret card and without any doctor: the record, and every opening of it. */
export function PatientScreen({ onBack }: { readonly onBack: () => void }) {
  const [view, setView] = useState<ResultOf<'patient/view'> | null>(null);
  const handle = view?.handle ?? null;
  useEffect(() => {
    if (handle === null) return undefined;
    return () => void ask('patient/close', { handle }).catch(() => undefined);
  }, [handle]);
  useIdle(handle === null ? null : CLOSES_AFTER_MS, onBack);
  return view === null ? (
    <PatientEntry onView={setView} onBack={onBack} />
  ) : (
    <PatientRecord view={view} onBack={onBack} />
  );
}
