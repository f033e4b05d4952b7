import { Alert, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { NewPassphrase } from '../../parts/NewPassphrase.tsx';
import { SetupProgress } from './SetupProgress.tsx';

/** Sets up a consortium of two institutions on this machine to try things on, with made-up patients. */
export function Demonstration({ onReady }: { readonly onReady: () => void }) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [patients, setPatients] = useState(true);
  const action = useAction();
  const start = (): void =>
    action.run(async () => {
      await ask('setup/demonstration', { passphrase, patients });
      onReady();
    });
  return (
    <>
      <Typography sx={{ mb: 1 }}>{t('setup.demonstration')}</Typography>
      <Alert severity="info" sx={{ mb: 1 }}>
        {t('setup.onlyTrial')}
      </Alert>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '') start();
        }}
      >
        <NewPassphrase rule={t('setup.rule')} autoFocus onPassphrase={setPassphrase} />
        <FormControlLabel
          control={<Checkbox checked={patients} onChange={(_, checked) => setPatients(checked)} />}
          label={t('firstRun.patients')}
        />
        <ErrorNote error={action.error} />
        {action.busy && <SetupProgress />}
        <Button
          type="submit"
          variant="contained"
          fullWidth
          sx={{ mt: 1 }}
          disabled={passphrase === '' || action.busy}
        >
          {t('setup.start')}
        </Button>
      </form>
    </>
  );
}
