import { Alert, Box, Button, Paper, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { PrintedCard } from '../../parts/PrintedCard.tsx';
import { Reports } from '../imports/Reports.tsx';

type Registered = ResultOf<'registrar/register-patient'>;

/** What is handed over: at the registration, or later further cards out of the master card. */
export interface Sheet extends Pick<Registered, 'cards' | 'slips' | 'shares' | 'files'> {
  /** Null where the patient has it already. */
  readonly master: {
    readonly text: string;
    readonly qrPng: Registered['masterQrPng'];
    readonly passphrase: string;
  } | null;
  /** Documents; null where nothing was imported because nobody was registered. */
  readonly imported: number | null;
  /** How much of the record before a new master card its cards open; null where the cards are of the same keys. */
  readonly kept: 'all' | 'partly' | 'nothing' | null;
  /** Who may bring slip and consent for the patient. */
  readonly guardian: { readonly name: string; readonly relation: string } | null;
}

/** The sheet of a registration. */
export function sheetOf(registered: Registered, guardian: Sheet['guardian']): Sheet {
  const { cards, slips, shares, files, imported, masterText, masterQrPng, masterPassphrase } = registered;
  const master = { text: masterText, qrPng: masterQrPng, passphrase: masterPassphrase };
  return { cards, slips, shares, files, imported, master, kept: null, guardian };
}

/** Nothing yet, for a patient who was registered before. */
export function emptySheet(guardian: Sheet['guardian']): Sheet {
  return { cards: [], slips: [], shares: [], files: [], imported: null, master: null, kept: null, guardian };
}

interface PatientSheetProps {
  readonly sheet: Sheet;
  readonly onDone: () => void;
}

/**
 * Everything the patient takes home, shown once. On paper public cards, slips and master card begin a page each:
 * they are kept apart.
 */
export function PatientSheet({ sheet, onDone }: PatientSheetProps) {
  return (
    <Paper sx={{ p: 2, '@media print': { border: 0, p: 0 } }}>
      <SheetHead sheet={sheet} onDone={onDone} />
      {sheet.cards.length > 0 && <CardsAndSlips sheet={sheet} />}
      {sheet.master !== null && <Master master={sheet.master} />}
      {sheet.shares.map((share) => (
        <Share key={share.number} share={share} />
      ))}
    </Paper>
  );
}

function CardsAndSlips({ sheet }: { readonly sheet: Sheet }) {
  const { t } = useTranslation();
  return (
    <>
      <Part
        title={t('sheet.cards')}
        hint={t(sheet.master === null ? 'sheet.furtherHint' : 'sheet.cardsHint')}
      >
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
        {sheet.guardian !== null && (
          <Typography sx={{ gridColumn: '1 / -1', fontWeight: 600 }}>
            {t('sheet.guardian', sheet.guardian)}
          </Typography>
        )}
        {sheet.slips.map((item) => (
          <PrintedCard
            key={item.epoch}
            item={item}
            title={t('card.slipTitle', { n: item.epoch })}
            fileName={`slip-${String(item.epoch)}.card`}
          />
        ))}
      </Part>
    </>
  );
}

/** A page each: they go to different people. */
function Share({ share }: { readonly share: Sheet['shares'][number] }) {
  const { t } = useTranslation();
  const { number, needed, of } = share;
  const title = t('shares.number', { number, of });
  return (
    <Part title={title} hint={t('shares.hint', { needed, of })} ownPage>
      <PrintedCard item={share} title={title} fileName={`share-${String(number)}.card`} />
    </Part>
  );
}

function Master({ master }: { readonly master: NonNullable<Sheet['master']> }) {
  const { t } = useTranslation();
  return (
    <Part title={t('sheet.master')} hint={t('sheet.masterHint')} ownPage>
      <PrintedCard item={master} title={t('sheet.master')} fileName="master.card" />
      <Box>
        <Typography component="span">{t('sheet.passphrase')} </Typography>
        <Typography
          component="strong"
          aria-label={t('sheet.passphrase')}
          sx={{ fontFamily: 'monospace', fontSize: '1.1rem', fontWeight: 700 }}
        >
          {master.passphrase}
        </Typography>
      </Box>
    </Part>
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
      <Alert severity="warning">
        {sheet.imported === null ? t('sheet.onceFurther') : t('sheet.once', { count: sheet.imported })}
      </Alert>
      {sheet.kept !== null && (
        <Alert severity={sheet.kept === 'all' ? 'success' : 'warning'} sx={{ mt: 1 }}>
          {t(`succession.kept.${sheet.kept}`)}
        </Alert>
      )}
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
