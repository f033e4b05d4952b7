import { Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogueMessageView } from '../../../src/workstation/api/dialogue.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

/** What is being written: something new, an answer, a change of an own message, or that it goes. */
export type Writing =
  | { readonly kind: 'new' }
  | { readonly kind: 'reply' | 'edit' | 'delete'; readonly message: DialogueMessageView };

interface ComposerProps {
  readonly dialogue: string;
  readonly writing: Writing;
  readonly onDone: () => void;
}

export function Composer({ dialogue, writing, onDone }: ComposerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(writing.kind === 'edit' ? writing.message.text : '');
  const action = useAction();
  const { busy, error } = action;
  const isDeleting = writing.kind === 'delete';
  const commit = (): void =>
    action.run(async () => {
      await write(dialogue, writing, text);
      setText('');
      onDone();
    });
  return (
    <Stack
      component="form"
      spacing={1}
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
    >
      {(writing.kind === 'reply' || isDeleting) && (
        <Typography variant="body2" color="textSecondary">
          {writing.kind === 'reply'
            ? t('consults.replyTo', { text: writing.message.text.slice(0, 80) })
            : writing.message.text.slice(0, 80)}
        </Typography>
      )}
      {!isDeleting && (
        <TextField
          multiline
          maxRows={8}
          autoFocus={writing.kind !== 'new'}
          label={t('consults.write')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // Not while an input method still composes a word.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (text.trim() !== '') commit();
          }}
          slotProps={{ htmlInput: { maxLength: 10_000, autoComplete: 'off' } }}
        />
      )}
      <ErrorNote error={error} />
      <Stack direction="row" spacing={1}>
        <Button type="submit" variant="contained" disabled={busy || (!isDeleting && text.trim() === '')}>
          {writing.kind === 'edit'
            ? t('consults.save')
            : isDeleting
              ? t('consults.remove')
              : t('consults.send')}
        </Button>
        {writing.kind !== 'new' && <Button onClick={onDone}>{t('consults.cancel')}</Button>}
      </Stack>
    </Stack>
  );
}

async function write(dialogue: string, writing: Writing, text: string): Promise<void> {
  switch (writing.kind) {
    case 'new':
      await ask('dialogue/send', { dialogue, text, reply: null });
      return;
    case 'reply':
      await ask('dialogue/send', { dialogue, text, reply: writing.message.message });
      return;
    case 'edit':
      await ask('dialogue/edit', { dialogue, message: writing.message.message, text });
      return;
    case 'delete':
      await ask('dialogue/delete', { dialogue, message: writing.message.message });
  }
}
