import { TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/workstation/api/accounts.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { NewPassphrase } from '../../parts/NewPassphrase.tsx';
import { PassphraseDialog } from './PassphraseDialog.tsx';

interface RecoverAccountProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** A forgotten passphrase: the 24 recovery words make the key store again, under a new one. */
export function RecoverAccount({ account, onClose }: RecoverAccountProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [words, setWords] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [done, setDone] = useState(false);
  const action = useAction();
  const { role, entity, institution } = account;
  const recover = (): void =>
    action.run(async () => {
      await ask('account/recover', { words: words.trim(), passphrase, role, entity, institution });
      setDone(true);
    });
  return (
    <PassphraseDialog
      title={t('login.recoverTitle', { name: named(account.name, language) })}
      action={action}
      complete={words.trim() !== '' && passphrase !== ''}
      done={done}
      onSubmit={recover}
      onClose={onClose}
    >
      <Typography>{t('login.recoverHint')}</Typography>
      <TextField
        label={t('account.words')}
        value={words}
        multiline
        minRows={3}
        autoFocus
        onChange={(event) => setWords(event.target.value)}
        slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
      />
      <NewPassphrase rule={t('setup.ruleOwn')} onPassphrase={setPassphrase} />
    </PassphraseDialog>
  );
}
