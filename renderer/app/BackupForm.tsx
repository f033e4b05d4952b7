import { Alert, Button, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, saveFile } from '../client/core.ts';
import { dateTime, relativeDay } from '../client/format.ts';
import { useAction, useAsk } from '../client/useAsk.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { Loading } from '../parts/Loading.tsx';
import { SecretInput } from '../parts/SecretInput.tsx';
import { useLanguage } from './useLanguage.ts';

/** Key store and desk of the account in one file; the passphrase is asked again, since the file is all that it is. */
export function BackupForm() {
  const { t } = useTranslation();
  const [state, reload] = useAsk('account/backup-state', {});
  const [passphrase, setPassphrase] = useState('');
  const [saved, setSaved] = useState<{ readonly visits: number } | null>(null);
  const action = useAction();
  const save = (): void =>
    action.run(async () => {
      setSaved(null);
      try {
        const { name, bytes, visits } = await ask('account/backup', { passphrase });
        const type = 'application/octet-stream';
        if (!(await saveFile({ suggestedName: name, bytes, mimeType: type }))) return;
        await ask('account/backup-saved', {});
        setSaved({ visits });
        reload();
      } finally {
        setPassphrase('');
      }
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== '') save();
      }}
    >
      <Typography variant="h3">{t('backup.title')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('backup.hint')}
      </Typography>
      {state.state === 'ready' && <LastSaved at={state.value.savedAt} />}
      <SecretInput label={t('login.passphrase')} value={passphrase} onChange={setPassphrase} autoFocus />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      {saved !== null && (
        <Alert severity="success" sx={{ my: 1 }}>
          {t('backup.saved')} {saved.visits > 0 && t('backup.openVisits', { count: saved.visits })}
        </Alert>
      )}
      <Button type="submit" variant="contained" disabled={passphrase === '' || action.busy} sx={{ mt: 1 }}>
        {t('backup.save')}
      </Button>
    </form>
  );
}

function LastSaved({ at }: { readonly at: number | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [now] = useState(() => Date.now());
  if (at === null) return <Typography sx={{ my: 1 }}>{t('backup.never')}</Typography>;
  const day = relativeDay(at, now, language);
  return <Typography sx={{ my: 1 }}>{t('backup.last', { time: dateTime(at), day })}</Typography>;
}
