import { Box, GlobalStyles, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type { DocumentView } from '../../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { dateOnly, dateTime, named } from '../../../client/format.ts';
import { joined } from '../../../i18n/words.ts';
import { pngUrl } from '../../../parts/QrPicture.tsx';
import { DocumentOnPaper } from '../../print/DocumentOnPaper.tsx';
import { PAPER } from '../../print/paper.ts';
import { PAGE, PAGES, paperStyles } from '../../print/paperStyles.ts';
import { PatientOnPaper } from '../../print/PatientOnPaper.tsx';

interface HandoutSheetProps {
  readonly handout: ResultOf<'visit/handout'>;
}

/**
 * A visit on paper: every record of it, and on each page whose it is, the page, who signed and when, and the code of
 * the proof file.
 */
export function HandoutSheet({ handout }: HandoutSheetProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { patient, documents, proof, code, codeQr } = handout;
  const [first] = documents;
  const lines = [
    t('handout.patient', {
      name: patient.name ?? t('banner.notKnown'),
      birthDate: patient.birthDate ?? t('banner.notKnown'),
    }),
    t('handout.signedBy', { signers: joined(useSigners(documents), language) }),
    t('handout.code', { name: proof.name }),
  ];
  const page = t('print.page', { page: PAGE, pages: PAGES });
  return (
    <Box data-print-sheet sx={PAPER}>
      <GlobalStyles styles={paperStyles({ lines, page, picture: pngUrl(codeQr) })} />
      {first !== undefined && (
        <Typography variant="h1">
          {t('handout.heading', {
            institution: named(first.proof.institution, language),
            date: dateOnly(first.proof.block.time),
          })}
        </Typography>
      )}
      <PatientOnPaper patient={patient} />
      {documents.map((document) => (
        <DocumentOnPaper key={document.summary.statement} document={document} />
      ))}
      <Box component="aside" sx={{ borderTop: 1, pt: 1, breakInside: 'avoid' }}>
        <Typography variant="h3">{t('handout.howToCheck')}</Typography>
        <Typography variant="body2">{t('handout.check', { name: proof.name })}</Typography>
        <Typography component="code" sx={{ fontFamily: 'monospace', fontSize: 10, wordBreak: 'break-all' }}>
          {code}
        </Typography>
      </Box>
    </Box>
  );
}

/** Everyone who signed, each with when they last did. */
function useSigners(documents: readonly DocumentView[]): readonly string[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const last = new Map(documents.map(({ proof }) => [proof.authorId, proof]));
  return [...last.values()].map(({ author, institution, block }) =>
    t('handout.signer', {
      author: named(author, language),
      institution: named(institution, language),
      time: dateTime(block.time),
    }),
  );
}
