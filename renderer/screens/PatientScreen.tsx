import { useCallback, useEffect, useState } from 'react';
import type { ResultOf } from '../../src/workstation/api.ts';
import { ask, listen } from '../client/core.ts';
import { useIdle } from '../client/useIdle.ts';
import { PatientEntry } from './patient/PatientEntry.tsx';
import { PatientRecord } from './patient/PatientRecord.tsx';
import type { GivenSecret } from './patient/SecretFields.tsx';

/** A patient may walk away from the screen: their record is not left there for the next one. */
const CLOSES_AFTER_MS = 5 * 60 * 1000;

interface Opened {
  readonly view: ResultOf<'patient/view'>;
  readonly with: GivenSecret;
}

/**
 * What the patient sees and decides, from the secret card and without any doctor: the record, every opening of it,
 * own entries, and what doctors are let to read.
 */
export function PatientScreen({ onBack }: { readonly onBack: () => void }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const handle = opened?.view.handle ?? null;
  const refresh = useCallback(async (): Promise<void> => {
    if (handle === null) return;
    const view = await ask('patient/refresh', { handle });
    setOpened((before) => (before === null ? null : { ...before, view }));
  }, [handle]);
  useEffect(() => {
    if (handle === null) return undefined;
    return () => void ask('patient/close', { handle }).catch(() => undefined);
  }, [handle]);
  const isWaiting = (opened?.view.waiting ?? 0) > 0;
  useEffect(() => {
    if (!isWaiting) return undefined;
    return listen((event) => {
      if (event.type === 'ledger' || event.type === 'outbox') refresh().catch(() => undefined);
    });
  }, [isWaiting, refresh]);
  useIdle(handle === null ? null : CLOSES_AFTER_MS, onBack);
  return opened === null ? (
    <PatientEntry onView={(view, given) => setOpened({ view, with: given })} onBack={onBack} />
  ) : (
    <PatientRecord view={opened.view} opened={opened.with} onChanged={refresh} onBack={onBack} />
  );
}
