import Visibility from '@mui/icons-material/Visibility';
import VisibilityOff from '@mui/icons-material/VisibilityOff';
import {
  FormControl,
  FormHelperText,
  IconButton,
  InputAdornment,
  InputLabel,
  OutlinedInput,
} from '@mui/material';
import { useId, useState, type Ref } from 'react';
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

/**
 * A passphrase or PIN: hidden until asked, pasting allowed, never remembered by the window. Put together by hand, like
 * the theme's text fields: those bring lists and menus along, which the login screen would read for nothing.
 */
export function SecretInput(props: SecretInputProps) {
  const { label, value, onChange, kind = 'passphrase', helperText, error = false, ...rest } = props;
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <FormControl size="small" margin="dense" fullWidth error={error}>
      <InputLabel htmlFor={id}>{label}</InputLabel>
      <OutlinedInput
        {...rest}
        id={id}
        label={label}
        type={shown ? 'text' : 'password'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        endAdornment={<Toggle shown={shown} onShown={setShown} />}
        aria-describedby={helperText === undefined ? undefined : `${id}-hint`}
        slotProps={{
          input: {
            autoComplete: 'off',
            spellCheck: false,
            ...(kind === 'pin' && { inputMode: 'numeric' }),
          },
        }}
      />
      {helperText !== undefined && <FormHelperText id={`${id}-hint`}>{helperText}</FormHelperText>}
    </FormControl>
  );
}

function Toggle({ shown, onShown }: { readonly shown: boolean; readonly onShown: (shown: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <InputAdornment position="end">
      <IconButton
        size="small"
        aria-label={shown ? t('common.hide') : t('common.show')}
        onClick={() => onShown(!shown)}
      >
        {shown ? <VisibilityOff fontSize="small" /> : <Visibility fontSize="small" />}
      </IconButton>
    </InputAdornment>
  );
}
