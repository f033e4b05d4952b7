import { Alert, Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { ask, saveFile } from '../../../client/core.ts';
import { withAttachment } from '../../../client/pdf.ts';
import { useAction } from '../../../client/useAsk.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { pdfOf, print } from '../../print/onPaper.ts';
import { HandoutSheet } from './HandoutSheet.tsx';

type HandoutOf = ResultOf<'visit/handout'>;

/** Formats of {@link saveFile}. */
const PDF = 'application/pdf';
const JSON_FILE = 'application/json';

/** The visit for the patient to take away: printed, as a PDF that has its proof file attached, or the proof file alone. */
export function Handout({ visit }: { readonly visit: string }) {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState<HandoutOf | null>(null);
  const [done, setDone] = useState<{ readonly saved: boolean; readonly waiting: number } | null>(null);
  const action = useAction();
  const take = (to: (handout: HandoutOf) => Promise<boolean>): void => {
    setDone(null);
    action.run(async () => {
      const handout = await ask('visit/handout', { visit });
      setDone({ saved: await to(handout), waiting: handout.waiting });
    });
  };
  const shownWith =
    (handout: HandoutOf) =>
    (isShown: boolean): void =>
      setSheet(isShown ? handout : null);
  const toPaper = async (handout: HandoutOf): Promise<boolean> => {
    await print(shownWith(handout));
    return false;
  };
  const toPdf = async (handout: HandoutOf): Promise<boolean> => {
    const { proof } = handout;
    const pdf = await pdfOf(shownWith(handout));
    const bytes = await withAttachment(pdf, { ...proof, mimeType: JSON_FILE });
    return saveFile({ suggestedName: proof.name.replace(/json$/u, 'pdf'), bytes, mimeType: PDF });
  };
  const toFile = async ({ proof }: HandoutOf): Promise<boolean> =>
    saveFile({ suggestedName: proof.name, bytes: proof.bytes, mimeType: JSON_FILE });
  return (
    <Stack component="section" aria-label={t('handout.title')} spacing={1} sx={{ displayPrint: 'none' }}>
      <Typography variant="h3">{t('handout.title')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('handout.explain')}
      </Typography>
      <Stack direction="row" spacing={1}>
        <Button disabled={action.busy} onClick={() => take(toPdf)}>
          {t('handout.pdf')}
        </Button>
        <Button disabled={action.busy} onClick={() => take(toPaper)}>
          {t('handout.print')}
        </Button>
        <Button disabled={action.busy} onClick={() => take(toFile)}>
          {t('handout.proofFile')}
        </Button>
      </Stack>
      {action.busy && <Loading label={t('handout.making')} />}
      {done?.saved === true && <Alert severity="success">{t('handout.saved')}</Alert>}
      {done !== null && done.waiting > 0 && (
        <Alert severity="warning">{t('handout.waiting', { count: done.waiting })}</Alert>
      )}
      <ErrorNote error={action.error} />
      {sheet !== null && createPortal(<HandoutSheet handout={sheet} />, document.body)}
    </Stack>
  );
}
