import { Alert, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Chart } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateOnly } from '../../client/format.ts';
import { errorText } from '../../client/errorText.ts';
import { Code } from '../../parts/ErrorNote.tsx';

interface UnavailableProps {
  readonly list: Chart['unavailable'];
  readonly onRetry?: () => void;
}

/** Statements that stand on the ledger but cannot be shown, and why: a history must not look complete when it is not. */
export function Unavailable({ list, onRetry }: UnavailableProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const erased = list.filter(({ erasedAt }) => erasedAt !== null);
  const missing = list.filter(({ erasedAt }) => erasedAt === null);
  const codes = [...new Set(missing.map(({ code }) => code))];
  return (
    <>
      {erased.map(({ statement, erasedAt }) => (
        <Alert key={statement} severity="info" sx={{ flexShrink: 0 }}>
          {t('erasure.erasedOn', { date: dateOnly(erasedAt ?? 0) })}
        </Alert>
      ))}
      {missing.length > 0 && (
        <Alert
          severity="warning"
          sx={{ flexShrink: 0 }}
          action={
            onRetry && (
              <Button color="inherit" size="small" onClick={onRetry}>
                {t('common.retry')}
              </Button>
            )
          }
        >
          {t('chart.unavailable', { count: missing.length })}
          {codes.map((code) => (
            <div key={code}>
              {errorText({ code, detail: {} }, language)} <Code code={code} />
            </div>
          ))}
        </Alert>
      )}
    </>
  );
}
