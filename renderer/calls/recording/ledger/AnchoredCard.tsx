import { Alert, Button, Chip, Paper, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnchoredView } from '../../../../src/workstation/api/ledgerRecordings.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask, CoreError, saveFile } from '../../../client/core.ts';
import { errorText } from '../../../client/errorText.ts';
import { dateTime, named } from '../../../client/format.ts';
import { useAction } from '../../../client/useAsk.ts';
import { joined } from '../../../i18n/words.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { HashText } from '../../../parts/HashText.tsx';
import { PlayFromLedger } from './PlayFromLedger.tsx';
import { WhoMayOpen } from './WhoMayOpen.tsx';

interface AnchoredCardProps {
  readonly of: AnchoredView;
  readonly onChange: () => void;
}

const COLOURS = {
  waiting: 'info',
  refused: 'error',
  standing: 'success',
  withdrawing: 'info',
  withdrawn: 'default',
} as const;

/** A recording of the ledger: whose, since when, how it stands, and what this doctor may do with it. */
export function AnchoredCard({ of, onChange }: AnchoredCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { anchor, anchored, code, holder, is, other, state } = of;
  const between = { holder: named(holder.name, language), other: named(other.name, language) };
  return (
    <Paper
      variant="outlined"
      sx={{ p: 1.5 }}
      component="section"
      aria-label={t('ledgerRecording.between', between)}
    >
      <Stack spacing={1}>
        <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
          <Chip size="small" color={COLOURS[state]} label={t(`ledgerRecording.states.${state}`)} />
          <Typography>{t('ledgerRecording.between', between)}</Typography>
          <Typography variant="body2" color="textSecondary">
            {t(`ledgerRecording.as.${is}`)}
            {anchored !== null && ` · ${t('ledgerRecording.since', { date: dateTime(anchored) })}`}
          </Typography>
          <HashText hash={anchor} what={t('ledgerRecording.title')} />
        </Stack>
        {code !== null && (
          <Alert severity={state === 'refused' ? 'error' : 'info'}>
            {errorText(new CoreError(code, {}), language)}
          </Alert>
        )}
        {of.withdrawn !== null && <Withdrawn of={of.withdrawn} />}
        {state === 'standing' && <Actions of={of} onChange={onChange} />}
      </Stack>
    </Paper>
  );
}

function Actions({ of, onChange }: AnchoredCardProps) {
  const { t } = useTranslation();
  const { anchor, is } = of;
  const [open, setOpen] = useState<'player' | 'who' | 'back' | null>(null);
  const action = useAction();
  const { busy, error } = action;
  const proof = (): void =>
    action.run(async () => {
      const { bytes, name } = await ask('recording/proof', { anchor });
      await saveFile({ suggestedName: name, bytes, mimeType: 'application/json' });
    });
  const takeBack = (): void =>
    action.run(async () => {
      await ask('recording/withdraw', { anchor });
      onChange();
    });
  return (
    <Stack spacing={1}>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
        <Button variant="outlined" disabled={open === 'player'} onClick={() => setOpen('player')}>
          {t('ledgerRecording.open')}
        </Button>
        <Button disabled={busy} onClick={proof}>
          {t('ledgerRecording.proof')}
        </Button>
        {is === 'holder' && <Button onClick={() => setOpen('who')}>{t('ledgerRecording.who')}</Button>}
        {is !== 'named' && (
          <Button color="error" disabled={busy} onClick={() => setOpen('back')}>
            {t('ledgerRecording.back')}
          </Button>
        )}
      </Stack>
      <ErrorNote error={error} />
      {open === 'back' && (
        <Alert
          severity="warning"
          action={
            <Stack spacing={1}>
              <Button size="small" disabled={busy} onClick={takeBack}>
                {t('ledgerRecording.backSure')}
              </Button>
              <Button size="small" onClick={() => setOpen(null)}>
                {t('recording.cancel')}
              </Button>
            </Stack>
          }
        >
          {t('ledgerRecording.backWarning')}
        </Alert>
      )}
      {open === 'player' && <PlayFromLedger anchor={anchor} />}
      {open === 'who' && <WhoMayOpen of={of} onChange={onChange} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

/** By whom, and what hospitals say of the deletion. */
function Withdrawn({ of: { by, receipts, time } }: { readonly of: NonNullable<AnchoredView['withdrawn']> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = (isDone: boolean): string =>
    joined(
      receipts
        .filter((receipt) => (receipt.time !== null) === isDone)
        .map(({ institution }) => named(institution, language)),
      language,
    );
  const missing = receipts.filter((receipt) => receipt.time === null).length;
  return (
    <Stack spacing={1}>
      <Typography variant="body2">
        {t('ledgerRecording.backBy', { name: named(by, language), date: dateTime(time) })}
      </Typography>
      {receipts.length > missing && (
        <Typography variant="body2">{t('ledgerRecording.deleted', { names: names(true) })}</Typography>
      )}
      {missing > 0 && (
        <Alert severity="warning">
          {t('ledgerRecording.missing', { count: missing, names: names(false) })}
        </Alert>
      )}
    </Stack>
  );
}
