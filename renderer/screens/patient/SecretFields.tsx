import { ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';

export type SecretKind = 'slip' | 'master';

/** Slip or master card, with the PIN or passphrase that was typed for it. */
export interface GivenSecret {
  readonly kind: SecretKind;
  readonly text: string;
  readonly secret: string;
}

interface SecretFieldsProps {
  readonly value: GivenSecret;
  readonly onChange: (value: GivenSecret) => void;
  /** The master card alone will do. */
  readonly masterOnly?: boolean;
  readonly autoFocus?: boolean;
}

/** Takes what a patient signs or opens with: slip and PIN, or master card and passphrase. */
export function SecretFields({ value, onChange, masterOnly = false, autoFocus = false }: SecretFieldsProps) {
  const { t } = useTranslation();
  const { kind, text, secret } = value;
  return (
    <>
      {!masterOnly && (
        <ToggleButtonGroup
          exclusive
          size="small"
          color="primary"
          value={kind}
          onChange={(_, chosen: SecretKind | null) =>
            chosen !== null && onChange({ kind: chosen, text: '', secret: '' })
          }
          aria-label={t('patient.which')}
        >
          <ToggleButton value="slip">{t('patient.slip')}</ToggleButton>
          <ToggleButton value="master">{t('patient.master')}</ToggleButton>
        </ToggleButtonGroup>
      )}
      <CardInput
        label={t(kind === 'slip' ? 'sign.slip' : 'card.text')}
        value={text}
        onText={(typed) => onChange({ ...value, text: typed })}
        autoFocus={autoFocus}
      />
      <SecretInput
        label={t(kind === 'slip' ? 'card.pin' : 'patient.passphrase')}
        kind={kind === 'slip' ? 'pin' : 'passphrase'}
        value={secret}
        onChange={(typed) => onChange({ ...value, secret: typed })}
      />
    </>
  );
}

export function isGiven({ text, secret }: GivenSecret): boolean {
  return text !== '' && secret !== '';
}

/** As the request table takes it. */
export function secretOf({ kind, text, secret }: GivenSecret): ArgsOf<'patient/view'>['secret'] {
  return kind === 'slip' ? { kind, text, pin: secret } : { kind, text, passphrase: secret };
}
