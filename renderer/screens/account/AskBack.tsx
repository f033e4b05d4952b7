import { Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';

interface AskBackProps {
  /** Which words are asked for, counted from 0. */
  readonly positions: readonly number[];
  /** Rejects when they are wrong. */
  readonly onWords: (words: string[]) => Promise<void>;
  /** Begins anew with other words, where these are not on paper: they are shown only once. */
  readonly onAnew?: () => void;
}

/** Some of the words, asked back: nothing is written before they are right. */
export function AskBack({ positions, onWords, onAnew }: AskBackProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState<readonly string[]>(positions.map(() => ''));
  const action = useAction();
  const confirm = (): void => action.run(async () => await onWords([...words]));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!words.includes('')) confirm();
      }}
    >
      <Typography>{t('account.askBack')}</Typography>
      {positions.map((position, index) => (
        <TextField
          key={position}
          label={t('account.wordNumber', { n: position + 1 })}
          value={words[index]}
          autoFocus={index === 0}
          onChange={(event) => setWords(words.with(index, event.target.value.trim()))}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
        />
      ))}
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        {onAnew !== undefined && <Button onClick={onAnew}>{t('founding.anew')}</Button>}
        <Button type="submit" variant="contained" disabled={action.busy || words.includes('')}>
          {t('account.confirm')}
        </Button>
      </Stack>
    </form>
  );
}
