import Print from '@mui/icons-material/Print';
import { Box, Button, GlobalStyles, Typography } from '@mui/material';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Banner, DocumentView } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named } from '../../client/format.ts';
import { DocumentOnPaper } from '../print/DocumentOnPaper.tsx';
import { PAPER } from '../print/paper.ts';
import { print } from '../print/onPaper.ts';
import { PAGE, PAGES, paperStyles } from '../print/paperStyles.ts';
import { PatientOnPaper } from '../print/PatientOnPaper.tsx';

interface PrintRecordProps {
  readonly document: DocumentView;
  readonly patient: Banner;
}

/** Prints one record for the patient to take away: on every page whose it is, who signed it and when. */
export function PrintRecord({ document: record, patient }: PrintRecordProps) {
  const { t } = useTranslation();
  const [printing, setPrinting] = useState(false);
  return (
    <>
      <Button size="small" startIcon={<Print />} disabled={printing} onClick={() => void print(setPrinting)}>
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
  const footer = t('print.footer', {
    name: patient.name ?? t('banner.notKnown'),
    author: named(proof.author, language),
    institution: named(proof.institution, language),
    time: dateTime(proof.block.time),
  });
  const page = t('print.page', { page: PAGE, pages: PAGES });
  return (
    <Box data-print-sheet sx={PAPER}>
      <GlobalStyles styles={paperStyles({ lines: [footer], page, picture: null })} />
      <Typography variant="h1">{named(summary.institution, language)}</Typography>
      <PatientOnPaper patient={patient} />
      <DocumentOnPaper document={record} />
    </Box>
  );
}
