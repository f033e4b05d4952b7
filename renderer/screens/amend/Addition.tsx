import { TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Amendment } from '../../../src/workstation/api/amend.ts';

export interface AmendFormProps {
  readonly busy: boolean;
  readonly onShow: (amendment: Amendment) => void;
}

/** A text that stands beside the record. */
export function Addition({ busy, onShow }: AmendFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      id="amend-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !busy) onShow({ kind: 'addendum', text });
      }}
    >
      <TextField
        required
        multiline
        minRows={5}
        autoFocus
        label={t('amend.text')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}
