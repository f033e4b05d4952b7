import { Stack, TextField } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Names } from './founding.ts';

interface NameFieldsProps {
  readonly of: 'institution' | 'person';
  readonly name: Names;
  readonly onName: (name: Names) => void;
}

/** A name in both languages of the ledger; the Latin one may be left out. */
export function NameFields({ of, name, onName }: NameFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack direction="row" spacing={1}>
      <TextField
        required
        autoFocus
        label={t(of === 'person' ? 'account.nameZh' : 'founding.nameZh')}
        value={name.zh}
        onChange={(event) => onName({ ...name, zh: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <TextField
        label={t(of === 'person' ? 'account.nameEn' : 'founding.nameEn')}
        value={name.en}
        onChange={(event) => onName({ ...name, en: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
    </Stack>
  );
}
