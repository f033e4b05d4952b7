import { Button, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';

interface AskBackProps {
  readonly created: ResultOf<'account/create'>;
  readonly onConfirmed: (confirmed: ResultOf<'account/confirm'>) => void;
}

/** Some of the words, asked back: the key store is written only when they are right. */
export function AskBack({ created, onConfirmed }: AskBackProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState<readonly string[]>(created.ask.map(() => ''));
  const action = useAction();
  const confirm = (): void =>
    action.run(async () =>
      onConfirmed(await ask('account/confirm', { ticket: created.ticket, words: [...words] })),
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!words.includes('')) confirm();
      }}
    >
      <Typography>{t('account.askBack')}</Typography>
      {created.ask.map((position, index) => (
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
      <Button type="submit" variant="contained" sx={{ mt: 1 }} disabled={action.busy || words.includes('')}>
        {t('account.confirm')}
      </Button>
    </form>
  );
}
