import { Alert, Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { saveFile } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

interface FoundedProps {
  readonly founded: ResultOf<'setup/institution'>;
  readonly onDone: () => void;
}

/** The institution stands. Its offline keys are worth a copy that lies elsewhere. */
export function Founded({ founded, onDone }: FoundedProps) {
  const { t } = useTranslation();
  const action = useAction();
  const [saved, setSaved] = useState(false);
  const { name, bytes } = founded.offlineKeys;
  const save = (): void =>
    action.run(async () =>
      setSaved(await saveFile({ suggestedName: name, bytes, mimeType: 'application/json' })),
    );
  return (
    <>
      <Alert severity="success">{t('founding.done')}</Alert>
      <Typography variant="h2" sx={{ mt: 2 }}>
        {t('founding.offline')}
      </Typography>
      <Typography sx={{ my: 1 }}>{t('founding.offlineHint')}</Typography>
      <ErrorNote error={action.error} />
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center', mt: 1 }}>
        <Button onClick={save} disabled={action.busy}>
          {t('founding.saveOffline')}
        </Button>
        {saved && <Typography role="status">{t('card.saved')}</Typography>}
      </Stack>
      <Button variant="contained" fullWidth sx={{ mt: 3 }} onClick={onDone} autoFocus>
        {t('account.done')}
      </Button>
    </>
  );
}
