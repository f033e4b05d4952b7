import { Alert } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ChartProblem } from '../../../../src/workstation/api/chart.ts';
import { repeatedDiagnoses } from './noteTexts.ts';

interface RepeatedProps {
  /** The diagnoses, a line each. */
  readonly text: string;
  readonly problems: readonly ChartProblem[];
}

/** Says of a diagnosis that it is there already. It keeps nobody from signing: an old illness is treated again. */
export function Repeated({ text, problems }: RepeatedProps) {
  const { t } = useTranslation();
  const { known, twice } = repeatedDiagnoses(text, problems);
  if (known.length + twice.length === 0) return null;
  return (
    <Alert severity={twice.length > 0 ? 'warning' : 'info'} sx={{ py: 0 }}>
      {twice.map((line, index) => (
        <div key={index}>{t('noteHelp.diagnosisTwice', { diagnosis: line })}</div>
      ))}
      {known.map(({ code, first, text: words }) => (
        <div key={`${code ?? ''} ${words}`}>
          {t('noteHelp.diagnosisKnown', {
            diagnosis: [code ?? '', words].join(' ').trim(),
            date: first?.slice(0, 10) ?? t('chart.undated'),
          })}
        </div>
      ))}
    </Alert>
  );
}
