import Visibility from '@mui/icons-material/Visibility';
import VisibilityOff from '@mui/icons-material/VisibilityOff';
import { IconButton, InputAdornment, TextField } from '@mui/material';
import { useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';

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

/** A passphrase or PIN: hidden until asked, pasting allowed, never remembered by the window. */
export function SecretInput({ label, value, onChange, kind = 'passphrase', ...rest }: SecretInputProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const toggle = (
    <InputAdornment position="end">
      <IconButton
        size="small"
        aria-label={shown ? t('common.hide') : t('common.show')}
        onClick={() => setShown(!shown)}
      >
        {shown ? <VisibilityOff fontSize="small" /> : <Visibility fontSize="small" />}
      </IconButton>
    </InputAdornment>
  );
  return (
    <TextField
      {...rest}
      label={label}
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{
        input: { endAdornment: toggle },
        htmlInput: {
          autoComplete: 'off',
          spellCheck: false,
          ...(kind === 'pin' && { inputMode: 'numeric' }),
        },
      }}
    />
  );
}
