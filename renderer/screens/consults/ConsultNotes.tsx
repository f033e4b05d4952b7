import { Button, Stack, TextField, Typography } from '@mui/material';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, asCoreError, type CoreError } from '../../client/core.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

const OpinionDialog = lazy(async () => ({ default: (await import('./OpinionDialog.tsx')).OpinionDialog }));

/** Characters; what one section of a record takes. */
const LONGEST = 20_000;
/** What is typed is in the desk after this, ms. */
const SAVED_AFTER_MS = 500;

/** What this doctor writes down in a consult, for themselves, until an opinion in a record is made of it. */
export function ConsultNotes({ dialogue }: { readonly dialogue: string }) {
  const { t } = useTranslation();
  const notes = useNotes(dialogue);
  const [opinion, setOpinion] = useState<string | null>(null);
  const { text } = notes;
  return (
    <Stack
      component="aside"
      aria-label={t('consultNotes.title')}
      spacing={1}
      sx={{ height: '100%', minHeight: 0 }}
    >
      <TextField
        multiline
        label={t('consultNotes.title')}
        value={text ?? ''}
        disabled={text === null}
        onChange={(event) => notes.write(event.target.value)}
        slotProps={{ htmlInput: { maxLength: LONGEST } }}
        sx={FILLING}
      />
      <ErrorNote error={notes.error} />
      <Typography variant="body2" color="textSecondary" role="status">
        {t(notes.isSaved ? 'consultNotes.saved' : 'consultNotes.saving')}
      </Typography>
      <Button
        variant="outlined"
        disabled={text === null || text.trim() === ''}
        onClick={() => void notes.flush().then(() => setOpinion(text))}
      >
        {t('consultNotes.toOpinion')}
      </Button>
      <Suspense>
        {opinion !== null && (
          <OpinionDialog
            dialogue={dialogue}
            notes={opinion}
            onClose={() => {
              setOpinion(null);
              notes.reload();
            }}
          />
        )}
      </Suspense>
    </Stack>
  );
}

/** The field has all the room there is, and what is longer scrolls in it. */
const FILLING = {
  flex: 1,
  minHeight: 0,
  '& .MuiInputBase-root': { flex: 1, minHeight: 0, alignItems: 'start', overflow: 'auto' },
} as const;

function useNotes(dialogue: string) {
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  const [isSaved, setSaved] = useState(true);
  const [round, setRound] = useState(0);
  const waiting = useRef<string | null>(null);
  useEffect(() => {
    let current = true;
    ask('consult-notes/load', { dialogue }).then(
      (found) => current && setText(found.text),
      (cause: unknown) => current && setError(asCoreError(cause)),
    );
    return () => {
      current = false;
    };
  }, [dialogue, round]);
  const flush = useCallback(async () => {
    const now = waiting.current;
    if (now === null) return;
    waiting.current = null;
    try {
      await ask('consult-notes/save', { dialogue, text: now });
      setError(null);
      setSaved(waiting.current === null);
    } catch (cause) {
      waiting.current ??= now;
      setError(asCoreError(cause));
    }
  }, [dialogue]);
  // What was typed last is saved when the panel goes, too.
  useEffect(() => () => void flush(), [flush]);
  const timer = useRef(0);
  const write = (next: string): void => {
    setText(next);
    setSaved(false);
    waiting.current = next;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void flush(), SAVED_AFTER_MS);
  };
  return { text, error, isSaved, write, flush, reload: () => setRound((before) => before + 1) };
}
