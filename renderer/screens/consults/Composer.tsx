import { Button, Stack, TextField, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
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
  const typed = useTyping(dialogue);
  const commit = (): void => {
    if (busy) return;
    // At once: what is typed while this is sent is the next message.
    setText('');
    typed(false);
    action.run(async () => {
      try {
        await write(dialogue, writing, text);
      } catch (error) {
        setText((next) => (next === '' ? text : next));
        throw error;
      }
      onDone();
    });
  };
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
      <ErrorNote error={error} />
      <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-end' }}>
        {!isDeleting && (
          <TextField
            multiline
            margin="none"
            maxRows={8}
            autoFocus={writing.kind !== 'new'}
            label={t('consults.write')}
            value={text}
            onChange={({ target }) => {
              setText(target.value);
              typed(target.value !== '');
            }}
            onKeyDown={(event) => {
              // Not while an input method still composes a word.
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              if (text.trim() !== '') commit();
            }}
            slotProps={{ htmlInput: { maxLength: 10_000, autoComplete: 'off' } }}
          />
        )}
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

/** Says so again before the other side believes that it is over; ms. */
const SAID_EVERY_MS = 3_000;

/** Tells the other side, if it is connected, that something is being written. */
function useTyping(dialogue: string): (isTyping: boolean) => void {
  const saidAt = useRef(0);
  const say = (typing: boolean): void => {
    if (typing ? performance.now() - saidAt.current < SAID_EVERY_MS : saidAt.current === 0) return;
    saidAt.current = typing ? performance.now() : 0;
    ask('link/typing', { dialogue, typing }).catch(() => undefined);
  };
  const last = useRef(say);
  useEffect(() => {
    last.current = say;
  });
  useEffect(() => () => last.current(false), []);
  return say;
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
