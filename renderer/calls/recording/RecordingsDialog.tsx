import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  List,
  ListItemButton,
  ListItemText,
  Stack,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingView } from '../../../src/workstation/api/recordings.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RecordingActions } from './RecordingActions.tsx';
import { clock, RecordingPlayer } from './RecordingPlayer.tsx';
import { AnchoredOfPeer } from './ledger/AnchoredList.tsx';
import { OnLedger } from './ledger/OnLedger.tsx';

interface RecordingsDialogProps {
  readonly dialogue: string;
  /** With whom. */
  readonly peer: string;
  readonly onClose: () => void;
}

/** What was recorded of the calls of a dialogue: played, named, exported, deleted. */
export function RecordingsDialog({ dialogue, onClose, peer }: RecordingsDialogProps) {
  const { t } = useTranslation();
  const [recordings] = useAsk('recording/list', { dialogue }, ['dialogue']);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md">
      <DialogTitle>{t('recording.list')}</DialogTitle>
      <DialogContent>
        <Answer of={recordings}>
          {(list) => (
            <Stack spacing={2}>
              {list.length === 0 && <Typography color="textSecondary">{t('recording.none')}</Typography>}
              <List dense disablePadding aria-label={t('recording.list')}>
                {list.map((one) => (
                  <ListItemButton
                    key={one.recording}
                    selected={one.recording === chosen}
                    disabled={one.state === 'running'}
                    onClick={() => setChosen(one.recording)}
                  >
                    <ListItemText primary={<Title of={one} />} secondary={<About of={one} />} />
                  </ListItemButton>
                ))}
              </List>
              {list
                .filter(({ recording }) => recording === chosen)
                .map((one) => (
                  <Stack key={one.recording} spacing={1}>
                    <RecordingPlayer of={{ ...one, from: 'computer', name: one.recording }} />
                    <RecordingActions of={one} onGone={() => setChosen(null)} />
                    <OnLedger of={one} />
                  </Stack>
                ))}
              <AnchoredOfPeer peer={peer} />
            </Stack>
          )}
        </Answer>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function Title({ of: { began, title } }: { readonly of: RecordingView }) {
  return <>{title === '' ? dateTime(began) : title}</>;
}

function About({ of }: { readonly of: RecordingView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { began, durationMs, hasPatient, isOfOther, other, scope, state, title } = of;
  const parts = [
    ...(title === '' ? [] : [dateTime(began)]),
    state === 'running' ? t('recording.states.running') : clock(durationMs),
    t(`recording.scopes.${scope}`),
    ...(isOfOther ? [t('recording.byOther', { doctor: named(other.name, language) })] : []),
    ...(hasPatient ? [t('recording.withPatient')] : []),
    ...(state === 'broken' ? [t('recording.states.broken')] : []),
  ];
  return <>{parts.join(' · ')}</>;
}
