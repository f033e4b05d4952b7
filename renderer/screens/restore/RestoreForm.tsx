import { Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ChooseFile } from '../../parts/ChooseFile.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { Restored } from './Restored.tsx';

interface RestoreFormProps {
  /** The account is on this computer. */
  readonly onDone: () => void;
}

/** Puts an account with its desk onto this computer: its backup file, and the passphrase it was made under. */
export function RestoreForm({ onDone }: RestoreFormProps) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [address, setAddress] = useState('');
  const [restored, setRestored] = useState<ResultOf<'account/restore'> | null>(null);
  const action = useAction();
  if (restored !== null) return <Restored restored={restored} onDone={onDone} />;
  const complete = file !== null && passphrase !== '';
  const restore = (from: File): void =>
    action.run(async () => {
      const bytes = new Uint8Array(await from.arrayBuffer());
      const nodeAddress = address.trim();
      setRestored(
        await ask('account/restore', { bytes, passphrase, ...(nodeAddress !== '' && { nodeAddress }) }),
      );
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) restore(file);
      }}
    >
      <Typography sx={{ mb: 1 }}>{t('restore.hint')}</Typography>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center', my: 1 }}>
        <ChooseFile
          label={t('restore.file')}
          accept=".backup"
          onFiles={([chosen]) => chosen !== undefined && setFile(chosen)}
        >
          {t('restore.choose')}
        </ChooseFile>
        <Typography component="code" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {file?.name ?? ''}
        </Typography>
      </Stack>
      <SecretInput label={t('restore.passphrase')} value={passphrase} onChange={setPassphrase} />
      <TextField
        label={t('restore.address')}
        value={address}
        helperText={t('restore.addressHint')}
        onChange={(event) => setAddress(event.target.value)}
        slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 200 } }}
      />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Button type="submit" variant="contained" fullWidth sx={{ mt: 1 }} disabled={!complete || action.busy}>
        {action.busy ? t('restore.restoring') : t('restore.restore')}
      </Button>
    </form>
  );
}
