import {
  Alert,
  Box,
  Button,
  Chip,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport } from '../../../src/workstation/api/imports.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { errorText } from '../../client/errorText.ts';
import { dateOnly, named } from '../../client/format.ts';
import { Code } from '../../parts/ErrorNote.tsx';
import { countsOf } from './files.ts';

type Read = Extract<ImportReport, { state: 'read' }>;
type History = Read['histories'][number];

/** Documents listed at once; the rest when asked for. */
const SHOWN_AT_ONCE = 20;

/** Each file: what is in it and what becomes of it, or why it is refused. */
export function Reports({ list }: { readonly list: readonly ImportReport[] }) {
  const { t } = useTranslation();
  return (
    <Box component="ul" aria-label={t('imports.reports')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {list.map((report, index) => (
        <Box component="li" key={`${report.name}-${String(index)}`} sx={{ mt: 1 }}>
          {report.state === 'refused' ? <Refused report={report} /> : <ReadFile report={report} />}
        </Box>
      ))}
    </Box>
  );
}

function Refused({ report }: { readonly report: Extract<ImportReport, { state: 'refused' }> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const path = report.detail['path'];
  return (
    <Alert severity="error" role="alert">
      <strong>{report.name}</strong> {t('imports.refused')} {errorText(report, language)}
      {typeof path === 'string' && path !== '' && ` (${path})`} <Code code={report.code} />
    </Alert>
  );
}

function ReadFile({ report }: { readonly report: Read }) {
  const { t } = useTranslation();
  const { fresh, known, others } = countsOf(report);
  return (
    <>
      <Typography sx={{ fontWeight: 500 }}>
        {report.name} · {t(`imports.format.${report.format}`)} · {t('imports.fresh', { count: fresh })}
        {known > 0 && ` · ${t('imports.known', { count: known })}`}
        {report.announced.length > 0 && ` · ${t('imports.announced', { count: report.announced.length })}`}
      </Typography>
      {others > 0 && <Others list={report.histories.filter(({ taken }) => !taken)} />}
      {report.histories
        .filter(({ taken, documents }) => taken && documents.length > 0)
        .map((history, index) => (
          <Documents key={index} list={history.documents} />
        ))}
    </>
  );
}

/** Somebody else's history is named with what differs, and left out. */
function Others({ list }: { readonly list: readonly History[] }) {
  const { t } = useTranslation();
  return list.map((history, index) => (
    <Alert key={index} severity="warning" role="alert">
      {t('imports.other', {
        name: history.name ?? t('banner.notKnown'),
        sex: t(`sex.${history.sex}`),
        birthDate: history.birthDate ?? t('banner.notKnown'),
      })}{' '}
      {history.differs !== null && t(`imports.differs.${history.differs}`)}
    </Alert>
  ));
}

function Documents({ list }: { readonly list: History['documents'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  return (
    <>
      <Table aria-label={t('imports.documents')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('chart.date')}</TableCell>
            <TableCell>{t('imports.document')}</TableCell>
            <TableCell>{t('imports.form')}</TableCell>
            <TableCell>{t('account.institution')}</TableCell>
            <TableCell>{t('today.state')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {list.slice(0, shown).map((document, index) => (
            <TableRow key={index}>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                {document.date === null ? t('chart.undated') : dateOnly(document.date)}
              </TableCell>
              <TableCell>{named(document.title, language)}</TableCell>
              <TableCell>{t(`recordForm.${document.form}`)}</TableCell>
              <TableCell>{document.institution}</TableCell>
              <TableCell>
                <Chip
                  size="small"
                  color={document.state === 'new' ? 'success' : 'default'}
                  label={t(`imports.state.${document.state}`)}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {list.length > shown && (
        <Button fullWidth variant="text" onClick={() => setShown(shown + 100)}>
          {t('common.more', { count: list.length - shown })}
        </Button>
      )}
    </>
  );
}
