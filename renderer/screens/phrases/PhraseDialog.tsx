import { TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { OwnTextDialog } from './OwnTextDialog.tsx';

export type Phrase = ResultOf<'note/templates'>['own'][number];

/** As the request table takes a key. */
const KEY = /^[\p{L}\p{N}]{1,20}$/u;

/** What is known of the visit, as a phrase names it. */
const KNOWN = '{{date}} {{age}} {{sex}}';

interface PhraseDialogProps {
  readonly phrase: Phrase;
  readonly isNew: boolean;
  readonly onClose: () => void;
  /** Rejects when it cannot be kept, for instance since the key is taken. */
  readonly onSave: (phrase: Phrase) => Promise<void>;
}

/** Writes a phrase: its key, and its text with blanks and what is known of the visit. */
export function PhraseDialog({ phrase, isNew, onClose, onSave }: PhraseDialogProps) {
  const { t } = useTranslation();
  const [key, setKey] = useState(phrase.key);
  const [body, setBody] = useState(phrase.body);
  const wrongKey = key !== '' && !KEY.test(key);
  return (
    <OwnTextDialog
      title={t(isNew ? 'phrases.add' : 'phrases.editTitle')}
      complete={KEY.test(key) && body.trim() !== ''}
      onClose={onClose}
      onSave={async () => await onSave({ key, body: body.trim() })}
    >
      <TextField
        label={t('phrases.key')}
        value={key}
        autoFocus
        error={wrongKey}
        helperText={t('phrases.keyRule')}
        onChange={(event) => setKey(event.target.value.trim())}
        slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
      />
      <TextField
        label={t('phrases.body')}
        value={body}
        multiline
        minRows={4}
        helperText={
          <>
            {t('phrases.bodyHint')} <code>{KNOWN}</code>
          </>
        }
        onChange={(event) => setBody(event.target.value)}
      />
    </OwnTextDialog>
  );
}
