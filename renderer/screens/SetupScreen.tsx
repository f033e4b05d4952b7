import { Alert, Button, LinearProgress, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../app/useLanguage.ts';
import { ask, listen } from '../client/core.ts';
import { useAction } from '../client/useAsk.ts';
import { knownWord } from '../i18n/words.ts';
import { Entry } from '../parts/Entry.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { NewPassphrase } from '../parts/NewPassphrase.tsx';

/** First run: nothing is here yet. Sets up a consortium of two institutions on this machine to try things on. */
export function SetupScreen({ onReady }: { readonly onReady: () => void }) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const action = useAction();
  const start = (): void =>
    action.run(async () => {
      await ask('setup/demonstration', { passphrase });
      onReady();
    });
  return (
    <Entry title={t('setup.title')} width={560}>
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
        <ErrorNote error={action.error} />
        {action.busy && <Progress />}
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
    </Entry>
  );
}

function Progress() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [progress, setProgress] = useState({ done: 0, total: 1, step: '' });
  useEffect(
    () => listen((event) => event.type === 'progress' && event.task === 'setup' && setProgress(event)),
    [],
  );
  return (
    <div role="status">
      <LinearProgress
        variant={progress.done === 0 ? 'indeterminate' : 'determinate'}
        value={(100 * progress.done) / Math.max(1, progress.total)}
        aria-label={t('setup.progress')}
      />
      <Typography variant="caption">
        {knownWord('setupStep', progress.step, language) ?? t('common.working')} · {t('setup.wait')}
      </Typography>
    </div>
  );
}
