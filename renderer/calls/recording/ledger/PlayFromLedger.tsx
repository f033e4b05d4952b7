import { Alert, Stack } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../../client/useAsk.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RecordingPlayer } from '../RecordingPlayer.tsx';

/** Fetched from the hospitals and compared with the ledger, then played; nothing of it is kept on this computer. */
export function PlayFromLedger({ anchor }: { readonly anchor: string }) {
  const { t } = useTranslation();
  const [opened] = useAsk('recording/open-anchored', { anchor });
  return (
    <Answer of={opened}>
      {({ durationMs, sides }) => (
        <Stack spacing={1}>
          <Alert severity="success">{t('ledgerRecording.checked')}</Alert>
          <RecordingPlayer of={{ durationMs, sides, from: 'ledger', name: anchor }} />
        </Stack>
      )}
    </Answer>
  );
}
