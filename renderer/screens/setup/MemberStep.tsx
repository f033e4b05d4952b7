import { Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { NewPassphrase } from '../../parts/NewPassphrase.tsx';
import type { Founder, FounderRole } from './founding.ts';
import { PersonStep } from './PersonStep.tsx';

const WAYS = ['fresh', 'words'] as const;
type Way = (typeof WAYS)[number];

interface MemberStepProps {
  readonly role: FounderRole;
  /** As the ledger has them: nothing of it is asked. */
  readonly person: Founder;
  readonly onPerson: (person: Founder) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

/** Keys for a new workstation of somebody who is on the ledger: fresh ones, or those that follow from their words. */
export function MemberStep(props: MemberStepProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('fresh');
  const { person } = props;
  return (
    <>
      {person.ticket === null && (
        <Choice
          label={t('join.way')}
          value={way}
          options={WAYS.map((one) => [one, t(`join.ways.${one}`)] as const)}
          onChange={setWay}
        />
      )}
      {way === 'fresh' || person.ticket !== null ? (
        <PersonStep {...props} hint={t('join.freshHint')} isKnown />
      ) : (
        <WordsForm {...props} />
      )}
    </>
  );
}

function WordsForm({ role, person, onPerson, onNext, onBack }: MemberStepProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const action = useAction();
  const complete = words.trim() !== '' && passphrase !== '' && !action.busy;
  const take = (): void =>
    action.run(async () => {
      const { ticket } = await ask('setup/person-from-words', { words: words.trim(), passphrase });
      onPerson({ ...person, ticket });
      onNext();
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) take();
      }}
    >
      <Typography sx={{ my: 1 }}>{t('join.wordsHint')}</Typography>
      <TextField
        label={t('account.words')}
        value={words}
        multiline
        minRows={3}
        autoFocus
        onChange={(event) => setWords(event.target.value)}
        slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
      />
      <NewPassphrase rule={t(`founding.rule.${role}`)} onPassphrase={setPassphrase} />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Stack direction="row" spacing={1} sx={{ mt: 2 }}>
        <Button onClick={onBack}>{t('common.back')}</Button>
        <Button type="submit" variant="contained" disabled={!complete}>
          {t('founding.next')}
        </Button>
      </Stack>
    </form>
  );
}
