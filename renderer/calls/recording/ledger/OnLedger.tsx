import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingView } from '../../../../src/workstation/api/recordings.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { named } from '../../../client/format.ts';
import { useAction, useAsk } from '../../../client/useAsk.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { AnchoredCard } from './AnchoredCard.tsx';

/** How it stands with a recording of this computer on the ledger, or the way there. */
export function OnLedger({ of }: { readonly of: RecordingView }) {
  const { t } = useTranslation();
  const [anchored, reload] = useAsk('recording/anchored', {}, ['ledger', 'outbox']);
  const [isAsking, setAsking] = useState(false);
  if (anchored.state !== 'ready') return null;
  const known = anchored.value.find(({ recording }) => recording === of.recording);
  const isFree = !of.isOfOther && (known === undefined || known.state === 'refused');
  return (
    <Stack spacing={1}>
      {known !== undefined && <AnchoredCard of={known} onChange={reload} isPlayedBeside />}
      {isFree && (
        <Button variant="outlined" sx={{ alignSelf: 'flex-start' }} onClick={() => setAsking(true)}>
          {t('ledgerRecording.put')}
        </Button>
      )}
      {isAsking && <PutOnLedger of={of} onClose={() => setAsking(false)} onDone={reload} />}
    </Stack>
  );
}

interface PutOnLedgerProps {
  readonly of: RecordingView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** It is voluntary: what it means is read before it is signed. */
function PutOnLedger({ of: { hasPatient, other, recording }, onClose, onDone }: PutOnLedgerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { busy, error } = action;
  const names = { other: named(other.name, language) };
  const put = (): void =>
    action.run(async () => {
      await ask('recording/anchor', { recording });
      onDone();
      onClose();
    });
  return (
    <Dialog open onClose={onClose} maxWidth="sm" aria-labelledby="put-on-ledger">
      <DialogTitle id="put-on-ledger">{t('ledgerRecording.putTitle')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          <Typography>{t('ledgerRecording.putWhat', names)}</Typography>
          <Typography>{t('ledgerRecording.putWho', names)}</Typography>
          {hasPatient && <Typography>{t('ledgerRecording.putPatient')}</Typography>}
          <Alert severity="warning">{t('ledgerRecording.putBack')}</Alert>
          <ErrorNote error={error} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('recording.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={put}>
          {t('ledgerRecording.putSure')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
