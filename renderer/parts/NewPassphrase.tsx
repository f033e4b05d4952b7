import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretInput } from './SecretInput.tsx';

interface NewPassphraseProps {
  readonly rule: string;
  readonly autoFocus?: boolean;
  /** Told the passphrase once both fields agree; empty before and after. */
  readonly onPassphrase: (passphrase: string) => void;
}

/** A new passphrase, typed twice. */
export function NewPassphrase({ rule, autoFocus = false, onPassphrase }: NewPassphraseProps) {
  const { t } = useTranslation();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const change = (one: string, other: string): void => {
    setFirst(one);
    setSecond(other);
    onPassphrase(one === other ? one : '');
  };
  const differ = second !== '' && first !== second;
  return (
    <>
      <SecretInput
        label={t('setup.passphrase')}
        value={first}
        autoFocus={autoFocus}
        onChange={(value) => change(value, second)}
        helperText={rule}
      />
      <SecretInput
        label={t('setup.again')}
        value={second}
        onChange={(value) => change(first, value)}
        error={differ}
        helperText={differ ? t('setup.differ') : undefined}
      />
    </>
  );
}
