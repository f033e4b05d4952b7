import { Alert, Box, Button, Paper, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { PrintedCard } from '../../parts/PrintedCard.tsx';
import { Reports } from '../imports/Reports.tsx';

interface PatientSheetProps {
  readonly sheet: ResultOf<'registrar/register-patient'>;
  readonly onDone: () => void;
}

/**
 * Everything the patient takes home, shown once. On paper public cards, slips and master card begin a page each:
 * they are kept apart.
 */
export function PatientSheet({ sheet, onDone }: PatientSheetProps) {
  const { t } = useTranslation();
  return (
    <Paper sx={{ p: 2, '@media print': { border: 0, p: 0 } }}>
      <SheetHead sheet={sheet} onDone={onDone} />
      <Part title={t('sheet.cards')} hint={t('sheet.cardsHint')}>
        {sheet.cards.map((item) => (
          <PrintedCard
            key={item.epoch}
            item={item}
            title={t('card.title', { n: item.epoch })}
            fileName={`card-${String(item.epoch)}.card`}
          />
        ))}
      </Part>
      <Part title={t('sheet.slips')} hint={t('sheet.slipsHint')} ownPage>
        {sheet.slips.map((item) => (
          <PrintedCard
            key={item.epoch}
            item={item}
            title={t('card.slipTitle', { n: item.epoch })}
            fileName={`slip-${String(item.epoch)}.card`}
          />
        ))}
      </Part>
      <Part title={t('sheet.master')} hint={t('sheet.masterHint')} ownPage>
        <PrintedCard
          item={{ text: sheet.masterText, qrPng: sheet.masterQrPng }}
          title={t('sheet.master')}
          fileName="master.card"
        />
        <Box>
          <Typography component="span">{t('sheet.passphrase')} </Typography>
          <Typography
            component="strong"
            aria-label={t('sheet.passphrase')}
            sx={{ fontFamily: 'monospace', fontSize: '1.1rem', fontWeight: 700 }}
          >
            {sheet.masterPassphrase}
          </Typography>
        </Box>
      </Part>
    </Paper>
  );
}

function SheetHead({ sheet, onDone }: PatientSheetProps) {
  const { t } = useTranslation();
  const refused = sheet.files.filter(({ state }) => state === 'refused');
  return (
    <Box sx={{ displayPrint: 'none' }}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center', mb: 1 }}>
        <Typography variant="h1" sx={{ flexGrow: 1 }}>
          {t('sheet.title')}
        </Typography>
        <Button variant="contained" autoFocus onClick={() => window.print()}>
          {t('sheet.print')}
        </Button>
        <Button onClick={onDone}>{t('sheet.done')}</Button>
      </Stack>
      <Alert severity="warning">{t('sheet.once', { count: sheet.imported })}</Alert>
      {refused.length > 0 && <Reports list={refused} />}
    </Box>
  );
}

interface PartProps {
  readonly title: string;
  readonly hint: string;
  readonly ownPage?: boolean;
  readonly children: ReactNode;
}

function Part({ title, hint, ownPage = false, children }: PartProps) {
  return (
    <Box
      component="section"
      aria-label={title}
      sx={{ mt: 2, ...(ownPage && { '@media print': { breakBefore: 'page' } }) }}
    >
      <Typography variant="h2">{title}</Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {hint}
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' }, gap: 2 }}>
        {children}
      </Box>
    </Box>
  );
}
