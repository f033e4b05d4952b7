import { mdiEye, mdiEyeOff } from '@mdi/js';
import { useId, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../plain/Button.tsx';

interface SecretInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
  readonly helperText?: string | undefined;
  readonly error?: boolean;
  /** `pin` brings up digits where there is a keyboard on the screen. */
  readonly kind?: 'passphrase' | 'pin';
  readonly inputRef?: Ref<HTMLInputElement>;
}

/**
 * A passphrase or PIN: hidden until asked, pasting allowed, never remembered by the window. Looks like the theme's
 * fields and does without the theme, which the login screen would read and run for this field.
 */
export function SecretInput(props: SecretInputProps) {
  const { label, value, onChange, kind = 'passphrase', helperText, error = false, inputRef } = props;
  const { t } = useTranslation();
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className={error ? 'field error' : 'field'}>
      <fieldset className="outline" role="presentation">
        <legend>
          <label htmlFor={id}>{label}</label>
        </legend>
        <input
          ref={inputRef}
          id={id}
          type={shown ? 'text' : 'password'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoFocus={props.autoFocus}
          autoComplete="off"
          spellCheck={false}
          inputMode={kind === 'pin' ? 'numeric' : undefined}
          aria-invalid={error}
          aria-describedby={helperText === undefined ? undefined : `${id}-hint`}
        />
        <IconButton
          isSmall
          label={shown ? t('common.hide') : t('common.show')}
          icon={shown ? mdiEyeOff : mdiEye}
          onClick={() => setShown(!shown)}
        />
      </fieldset>
      {helperText !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {helperText}
        </p>
      )}
    </div>
  );
}
