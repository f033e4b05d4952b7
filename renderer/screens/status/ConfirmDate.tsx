import { Alert, Button } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../src/workstation/api/visits.ts';
import { ask } from '../../client/core.ts';
import { dateTime } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

/** Shown while signed work waits because this computer's clock jumped: only a person can say that it is right. */
export function ConfirmDate({ list }: { readonly list: readonly OutboxItem[] }) {
  const waits = list.some(({ code, state }) => code === 'clock-off' && state === 'signed-queued');
  return waits ? <Question /> : null;
}

function Question() {
  const { t } = useTranslation();
  const action = useAction();
  const now = useNow();
  const confirm = (): void =>
    action.run(async () => {
      await ask('ledger/confirm-date', {});
    });
  return (
    <>
      <Alert
        severity="warning"
        action={
          <Button color="inherit" size="small" disabled={action.busy} onClick={confirm}>
            {t('status.dateIsRight')}
          </Button>
        }
      >
        {t('status.clockJumped', { now: dateTime(now) })}
      </Alert>
      <ErrorNote error={action.error} />
    </>
  );
}

/** This computer's time, as it passes: somebody may be setting it right this moment. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
