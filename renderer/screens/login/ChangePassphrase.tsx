import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/workstation/api/accounts.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { NewPassphrase } from '../../parts/NewPassphrase.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { PassphraseDialog } from './PassphraseDialog.tsx';

interface ChangePassphraseProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** Another passphrase for the same keys. */
export function ChangePassphrase({ account, onClose }: ChangePassphraseProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [passphrase, setPassphrase] = useState('');
  const [next, setNext] = useState('');
  const [done, setDone] = useState(false);
  const action = useAction();
  const change = (): void =>
    action.run(async () => {
      await ask('account/change-passphrase', { id: account.id, passphrase, next });
      setDone(true);
    });
  return (
    <PassphraseDialog
      title={t('login.changeTitle', { name: named(account.name, language) })}
      action={action}
      complete={passphrase !== '' && next !== ''}
      done={done}
      onSubmit={change}
      onClose={onClose}
    >
      <SecretInput label={t('login.oldPassphrase')} value={passphrase} onChange={setPassphrase} autoFocus />
      <NewPassphrase rule={t('setup.ruleOwn')} onPassphrase={setNext} />
    </PassphraseDialog>
  );
}
