import { Alert, Paper, Stack, Typography } from '@mui/material';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import { joined, wordFor } from '../../i18n/words.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { ErasedList } from '../erasure/ErasedList.tsx';

type Erasures = ResultOf<'patient/erasures'>;

interface ErasuresProps {
  readonly view: ResultOf<'patient/view'>;
}

/** What became of the patient's wishes to erase; nothing while there were none. */
export function Erasures({ view }: ErasuresProps) {
  const { t } = useTranslation();
  const [erasures, reload] = useAsk('patient/erasures', { handle: view.handle }, ['ledger']);
  // The view is read again when the patient has signed something.
  useEffect(reload, [view, reload]);
  if (erasures.state === 'loading') return null;
  if (erasures.state === 'failed') return <ErrorNote error={erasures.error} />;
  const { wishes, erased, unreached } = erasures.value;
  if (wishes.length === 0 && erased.length === 0) return null;
  return (
    <Paper component="section" aria-label={t('erasure.title')} sx={{ p: 2, flexShrink: 0 }}>
      <Typography variant="h2" gutterBottom>
        {t('erasure.title')}
      </Typography>
      <Stack spacing={1}>
        {wishes.map((wish) => (
          <Wish key={wish.statement} wish={wish} />
        ))}
        <Unreached list={unreached} />
        <ErasedList list={erased} />
      </Stack>
    </Paper>
  );
}

function Wish({ wish }: { readonly wish: Erasures['wishes'][number] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const record = t('erasure.line', {
    kind: wordFor('kind', wish.kind, language),
    author: named(wish.author, language),
    institution: named(wish.institution, language),
    date: dateTime(wish.writtenAt),
  });
  return wish.state === 'waiting' ? (
    <Alert severity="info">{t('erasure.waiting', { record, date: dateTime(wish.receivedAt) })}</Alert>
  ) : (
    <Alert severity="warning">{t('erasure.declined', { record, answer: wish.answer })}</Alert>
  );
}

function Unreached({ list }: { readonly list: Erasures['unreached'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (list.length === 0) return null;
  const names = joined(
    list.map((institution) => named(institution, language)),
    language,
  );
  return <Alert severity="warning">{t('erasure.unreached', { names })}</Alert>;
}
