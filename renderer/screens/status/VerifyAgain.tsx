import { Alert, Button } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';

/** Verifies every block here once more from the first on, and says what was found. */
export function VerifyAgain() {
  const { t } = useTranslation();
  const action = useAction();
  const [result, setResult] = useState<ResultOf<'ledger/verify'> | null>(null);
  const verify = (): void =>
    action.run(async () => {
      setResult(null);
      setResult(await ask('ledger/verify', {}));
    });
  return (
    <>
      <Button sx={{ my: 1 }} disabled={action.busy} onClick={verify}>
        {action.busy ? t('status.verifying') : t('status.verify')}
      </Button>
      {action.busy && <Loading label={t('status.verifying')} />}
      {result !== null && (
        <Alert severity="success">
          {t('status.verified', { height: result.height, transactions: result.transactions })}
        </Alert>
      )}
      <ErrorNote error={action.error} />
    </>
  );
}
