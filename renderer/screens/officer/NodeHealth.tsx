import { Alert, Paper, Table, TableBody, TableCell, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/useLanguage.ts';
import { byteSize } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { Answer } from '../../parts/Answer.tsx';
import { knownWord } from '../../i18n/words.ts';

type Report = ResultOf<'node/report'>;

/** How the institution's own node is: whether it serves, what it stores, and whether every copy is there. */
export function NodeHealth() {
  const { t } = useTranslation();
  const [report] = useAsk('node/report', {}, ['ledger', 'node']);
  return (
    <Paper component="section" aria-label={t('officer.node')} sx={{ p: 2 }}>
      <Typography variant="h2">{t('officer.node')}</Typography>
      <Answer of={report}>{(value) => <Facts report={value} />}</Answer>
    </Paper>
  );
}

function Facts({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { trouble } = report;
  const rows: readonly (readonly [string, string])[] = [
    [t('officer.connections'), t('officer.loggedIn', { all: report.connections, doctors: report.loggedIn })],
    [t('officer.records'), String(report.envelopes)],
    [
      t('officer.blobs'),
      t('officer.stored', { count: report.blobs, size: byteSize(report.blobBytes, language) }),
    ],
    [
      t('officer.mail'),
      t('officer.stored', { count: report.mail, size: byteSize(report.mailBytes, language) }),
    ],
    [t('status.height'), String(report.height)],
  ];
  return (
    <>
      {trouble !== null && (
        <Alert severity="error">{knownWord('errors', trouble, language) ?? t('officer.trouble')}</Alert>
      )}
      <Alert severity={report.copiesMissing === 0 ? 'success' : 'warning'} sx={{ my: 1 }}>
        {report.copiesMissing === 0
          ? t('officer.copiesWhole', { count: report.copiesDue })
          : t('officer.copiesMissing', { count: report.copiesMissing })}
      </Alert>
      <Table size="small">
        <TableBody>
          {rows.map(([label, value]) => (
            <TableRow key={label}>
              <TableCell component="th" scope="row" sx={{ color: 'text.secondary', width: 240 }}>
                {label}
              </TableCell>
              <TableCell>{value}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}
