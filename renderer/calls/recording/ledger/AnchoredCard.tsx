import {
  Alert,
  Button,
  Chip,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Paper,
  Stack,
  Typography,
} from '@mui/material';
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
  /** What is on this computer is played there. */
  readonly isPlayedBeside?: boolean;
}

const COLOURS = {
  waiting: 'info',
  refused: 'error',
  standing: 'success',
  withdrawing: 'info',
  withdrawn: 'default',
} as const;

/** A recording of the ledger: whose, since when, how it stands, and what this doctor may do with it. */
export function AnchoredCard({ isPlayedBeside = false, of, onChange }: AnchoredCardProps) {
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
        {state === 'standing' && <Actions of={of} onChange={onChange} isPlayedBeside={isPlayedBeside} />}
      </Stack>
    </Paper>
  );
}

function Actions({ isPlayedBeside, of, onChange }: AnchoredCardProps) {
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
  return (
    <Stack spacing={1}>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
        {!isPlayedBeside && (
          <Button variant="outlined" disabled={open === 'player'} onClick={() => setOpen('player')}>
            {t('ledgerRecording.open')}
          </Button>
        )}
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
      {open === 'back' && <TakeBack of={of} onChange={onChange} onClose={() => setOpen(null)} />}
      {open === 'player' && <PlayFromLedger anchor={anchor} />}
      {open === 'who' && <WhoMayOpen of={of} onChange={onChange} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

interface TakeBackProps {
  readonly of: AnchoredView;
  readonly onChange: () => void;
  readonly onClose: () => void;
}

/** For good: what goes, and what cannot be taken from anybody, is read before it is signed. */
function TakeBack({ of: { anchor }, onChange, onClose }: TakeBackProps) {
  const { t } = useTranslation();
  const action = useAction();
  const { busy, error } = action;
  const sign = (): void =>
    action.run(async () => {
      await ask('recording/withdraw', { anchor });
      onChange();
      onClose();
    });
  return (
    <Dialog open onClose={onClose} maxWidth="sm" aria-labelledby="take-back">
      <DialogTitle id="take-back">{t('ledgerRecording.backTitle')}</DialogTitle>
      <DialogContent>
        <Alert severity="warning">{t('ledgerRecording.backWarning')}</Alert>
        <ErrorNote error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('recording.cancel')}</Button>
        <Button color="error" variant="contained" disabled={busy} onClick={sign}>
          {t('ledgerRecording.backSure')}
        </Button>
      </DialogActions>
    </Dialog>
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
