import Print from '@mui/icons-material/Print';
import { Box, Button, GlobalStyles, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Banner, DocumentView } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named, shortHash } from '../../client/format.ts';
import { wordFor } from '../../i18n/words.ts';

/** On paper nothing but the sheet; each page with its number. */
const PAPER = {
  '@page': { margin: '16mm 14mm 22mm', '@bottom-right': { content: 'counter(page) " / " counter(pages)' } },
  '@media print': { '#root': { display: 'none' }, body: { background: 'white' } },
} as const;

interface PrintRecordProps {
  readonly document: DocumentView;
  readonly patient: Banner;
}

/** Prints one record for the patient to take away: on every page whose it is, who signed it, when, and its hash. */
export function PrintRecord({ document: record, patient }: PrintRecordProps) {
  const { t } = useTranslation();
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    if (!printing) return undefined;
    const done = (): void => setPrinting(false);
    window.addEventListener('afterprint', done);
    window.print();
    return () => window.removeEventListener('afterprint', done);
  }, [printing]);
  return (
    <>
      <Button size="small" startIcon={<Print />} onClick={() => setPrinting(true)}>
        {t('print.record')}
      </Button>
      {printing && createPortal(<Sheet document={record} patient={patient} />, document.body)}
    </>
  );
}

function Sheet({ document: record, patient }: PrintRecordProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { summary, proof } = record;
  const name = patient.name ?? t('banner.notKnown');
  return (
    <Box data-print-sheet sx={{ display: 'none', '@media print': { display: 'block', color: 'black' } }}>
      <GlobalStyles styles={PAPER} />
      <Typography variant="h1">
        {named(summary.institution, language)} · {named(summary.title, language)}
      </Typography>
      <Typography sx={{ mb: 1 }}>
        <strong>{name}</strong> {t(`sex.${patient.sex}`)} {patient.birthDate ?? t('banner.notKnown')} ·{' '}
        {t(`banner.allergies.${patient.allergyState}`)} {patient.allergies.join(' ')}
      </Typography>
      {record.sections.map((section, index) => (
        <Box key={index} sx={{ mb: 1, breakInside: 'avoid' }}>
          <Typography variant="h3">{named(section.title, language)}</Typography>
          <Typography sx={{ whiteSpace: 'pre-wrap' }}>{section.text}</Typography>
        </Box>
      ))}
      {record.entries.map((entry, index) => (
        <Typography key={index}>
          {wordFor('resource', entry.type, language)} {entry.label} {entry.value}
        </Typography>
      ))}
      {record.amendments.map(({ statement, kind, by, time, sections }) => (
        <Typography key={statement} sx={{ mt: 1, whiteSpace: 'pre-wrap' }}>
          {t(`kind.${kind}`)} · {named(by, language)} · {dateTime(time)}
          {'\n'}
          {sections.map(({ text }) => text).join('\n')}
        </Typography>
      ))}
      <Box
        component="footer"
        sx={{ position: 'fixed', bottom: 0, left: 0, right: 0, borderTop: 1, fontSize: 10, pt: 0.5 }}
      >
        {t('print.footer', {
          name,
          author: named(proof.author, language),
          institution: named(proof.institution, language),
          time: dateTime(proof.block.time),
        })}{' '}
        · {t(proof.verified ? 'proof.verifiedShort' : 'proof.failedShort')} · {t('proof.statement')}{' '}
        {shortHash(proof.statement)}
      </Box>
    </Box>
  );
}
