import { Alert, Box, Button, GlobalStyles, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask, saveFile } from '../../../client/core.ts';
import { dateTime, named } from '../../../client/format.ts';
import { withAttachment } from '../../../client/pdf.ts';
import { useAction } from '../../../client/useAsk.ts';
import { wordFor } from '../../../i18n/words.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { pngUrl } from '../../../parts/QrPicture.tsx';
import { pdfOf } from '../../print/onPaper.ts';
import { PAPER } from '../../print/paper.ts';
import { PAGE, PAGES, paperStyles } from '../../print/paperStyles.ts';

type CertificateOf = ResultOf<'case/certificate'>;

const PDF = 'application/pdf';
const JSON_FILE = 'application/json';

/** The certificate of a published case: a PDF that has its proof file attached, or the proof file alone. */
export function Certificate({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState<CertificateOf | null>(null);
  const [saved, setSaved] = useState(false);
  const action = useAction();
  const take = (to: (certificate: CertificateOf) => Promise<boolean>): void => {
    setSaved(false);
    action.run(async () => setSaved(await to(await ask('case/certificate', { case: name }))));
  };
  const toPdf = async (certificate: CertificateOf): Promise<boolean> => {
    const { proof } = certificate;
    const pdf = await pdfOf((isShown) => setSheet(isShown ? certificate : null));
    const bytes = await withAttachment(pdf, { ...proof, mimeType: JSON_FILE });
    return saveFile({ suggestedName: proof.name.replace(/json$/u, 'pdf'), bytes, mimeType: PDF });
  };
  const toFile = async ({ proof }: CertificateOf): Promise<boolean> =>
    saveFile({ suggestedName: proof.name, bytes: proof.bytes, mimeType: JSON_FILE });
  return (
    <>
      <Stack direction="row" spacing={1}>
        <Button size="small" disabled={action.busy} onClick={() => take(toPdf)}>
          {t('caseMine.certificate')}
        </Button>
        <Button size="small" disabled={action.busy} onClick={() => take(toFile)}>
          {t('caseMine.proof')}
        </Button>
      </Stack>
      {saved && <Alert severity="success">{t('caseMine.saved')}</Alert>}
      <ErrorNote error={action.error} />
      {sheet !== null && createPortal(<Sheet name={name} certificate={sheet} />, document.body)}
    </>
  );
}

function Sheet({ name, certificate }: { readonly name: string; readonly certificate: CertificateOf }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { author, code, codeQr, facts, institution, provedBy, published } = certificate;
  const page = t('print.page', { page: PAGE, pages: PAGES });
  const block = t('caseMine.sheet.block', { height: provedBy.height, time: dateTime(provedBy.time) });
  return (
    <Box data-print-sheet sx={PAPER}>
      <GlobalStyles styles={paperStyles({ lines: [block], page, picture: pngUrl(codeQr) })} />
      <Typography variant="h1">{t('caseMine.sheet.heading')}</Typography>
      <Typography sx={{ my: 2 }}>
        {t('caseMine.sheet.says', {
          author: named(author, language),
          institution: named(institution, language),
          time: dateTime(published),
        })}
      </Typography>
      <Typography>
        {t('caseMine.sheet.facts', {
          specialty: wordFor('specialtyName', facts.specialty, language),
          disease: facts.disease,
          outcome: t(`caseShare.outcomes.${facts.outcome}`),
          complete: facts.completeness,
        })}
      </Typography>
      <Box component="aside" sx={{ borderTop: 1, mt: 3, pt: 1 }}>
        <Typography variant="body2">{t('caseMine.sheet.check')}</Typography>
        <Typography variant="body2" sx={{ wordBreak: 'break-all' }}>
          {t('caseMine.sheet.name', { name })}
        </Typography>
        <Typography variant="body2" sx={{ wordBreak: 'break-all' }}>
          {t('caseMine.sheet.code', { code })}
        </Typography>
      </Box>
    </Box>
  );
}
