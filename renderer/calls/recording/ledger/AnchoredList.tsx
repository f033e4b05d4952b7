import { Paper, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../../client/useAsk.ts';
import { AnchoredCard } from './AnchoredCard.tsx';
import { isWith } from './isWith.ts';

/** Recordings of the ledger that concern this doctor; nothing is shown where there is none. */
export function AnchoredList() {
  const { t } = useTranslation();
  const [anchored, reload] = useAsk('recording/anchored', {}, ['ledger', 'outbox']);
  if (anchored.state !== 'ready' || anchored.value.length === 0) return null;
  return (
    <Paper sx={{ p: 2, mt: 2 }}>
      <Stack spacing={1}>
        <Typography variant="h2">{t('ledgerRecording.title')}</Typography>
        <Typography variant="body2" color="textSecondary">
          {t('ledgerRecording.explain')}
        </Typography>
        {anchored.value.map((one) => (
          <AnchoredCard key={one.anchor} of={one} onChange={reload} />
        ))}
      </Stack>
    </Paper>
  );
}

/** Those with one doctor that are not on this computer: recorded there, or deleted here. */
export function AnchoredOfPeer({ peer }: { readonly peer: string }) {
  const { t } = useTranslation();
  const [anchored, reload] = useAsk('recording/anchored', {}, ['ledger', 'outbox']);
  const list =
    anchored.state === 'ready'
      ? anchored.value.filter((one) => one.recording === null && isWith(one, peer))
      : [];
  if (list.length === 0) return null;
  return (
    <Stack spacing={1}>
      <Typography variant="h3">{t('ledgerRecording.title')}</Typography>
      {list.map((one) => (
        <AnchoredCard key={one.anchor} of={one} onChange={reload} />
      ))}
    </Stack>
  );
}
