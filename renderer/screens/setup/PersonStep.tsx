import { Alert, Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { NewPassphrase } from '../../parts/NewPassphrase.tsx';
import { AskBack } from '../account/AskBack.tsx';
import { Words } from '../account/Words.tsx';
import type { Founder, FounderRole } from './founding.ts';
import { NameFields } from './NameFields.tsx';

interface PersonStepProps {
  readonly role: FounderRole;
  readonly person: Founder;
  readonly onPerson: (person: Founder) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
  /** What the role is told instead of what a founder is. */
  readonly hint?: string;
  /** The ledger has them already: names and licence are not asked again. */
  readonly isKnown?: boolean;
  /** Of a registrar who founds an institution: go on without one. */
  readonly onSkip?: () => void;
}

/** Form, then the recovery words once, then some of them asked back. */
type Stage =
  | { readonly is: 'form' }
  | { readonly is: 'words' | 'ask-back'; readonly made: ResultOf<'setup/person'> };

/** One of the first people of an institution: who they are, and keys under a passphrase of their own. */
export function PersonStep(props: PersonStepProps) {
  const { t } = useTranslation();
  const { role, person, onPerson, onNext } = props;
  const [stage, setStage] = useState<Stage>({ is: 'form' });
  const confirm = async (words: string[]): Promise<void> => {
    if (stage.is === 'form') return;
    const { ticket } = stage.made;
    await ask('setup/person-confirm', { ticket, words });
    onPerson({ ...person, ticket });
    onNext();
  };
  const whose = t('founding.wordsOf', { name: person.name.zh.trim(), role: t(`role.${role}`) });
  switch (stage.is) {
    case 'form':
      return <PersonForm {...props} onMade={(made) => setStage({ is: 'words', made })} />;
    case 'words':
      return (
        <>
          <Typography variant="h2" gutterBottom>
            {whose}
          </Typography>
          <Words words={stage.made.words} onWritten={() => setStage({ is: 'ask-back', made: stage.made })} />
        </>
      );
    case 'ask-back':
      return (
        <>
          <Typography variant="h2" gutterBottom>
            {whose}
          </Typography>
          <AskBack positions={stage.made.ask} onWords={confirm} onAnew={() => setStage({ is: 'form' })} />
        </>
      );
  }
}

interface PersonFormProps extends PersonStepProps {
  readonly onMade: (made: ResultOf<'setup/person'>) => void;
}

function PersonForm(props: PersonFormProps) {
  const { role, person, hint, isKnown = false, onPerson, onNext, onBack, onSkip, onMade } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const [passphrase, setPassphrase] = useState('');
  const action = useAction();
  const hasKeys = person.ticket !== null;
  const complete = person.name.zh.trim() !== '' && (hasKeys || passphrase !== '');
  const make = (): void =>
    action.run(async () =>
      onMade(await ask('setup/person', { passphrase, language: language === 'en' ? 'en' : 'zh' })),
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!complete) return;
        if (hasKeys) onNext();
        else make();
      }}
    >
      <Typography sx={{ mb: 1 }}>{hint ?? t(`founding.hint.${role}`)}</Typography>
      {!isKnown && (
        <NameFields of="person" name={person.name} onName={(name) => onPerson({ ...person, name })} />
      )}
      {role === 'doctor' && !isKnown && <DoctorFields person={person} onPerson={onPerson} />}
      {hasKeys ? (
        <Alert severity="success" sx={{ mt: 1 }}>
          {t('founding.hasKeys')}
        </Alert>
      ) : (
        <NewPassphrase rule={t(`founding.rule.${role}`)} onPassphrase={setPassphrase} />
      )}
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Stack direction="row" spacing={1} sx={{ mt: 2 }}>
        <Button onClick={onBack}>{t('common.back')}</Button>
        <Button type="submit" variant="contained" disabled={!complete || action.busy}>
          {hasKeys ? t('founding.next') : t('account.make')}
        </Button>
        {role === 'registrar' && onSkip !== undefined && (
          <Button onClick={onSkip}>{t('founding.skip')}</Button>
        )}
      </Stack>
    </form>
  );
}

function DoctorFields({ person, onPerson }: Pick<PersonStepProps, 'person' | 'onPerson'>) {
  const { t } = useTranslation();
  return (
    <Stack direction="row" spacing={1}>
      <TextField
        label={t('account.licence')}
        value={person.licence}
        onChange={(event) => onPerson({ ...person, licence: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <TextField
        label={t('account.specialty')}
        value={person.specialty}
        onChange={(event) => onPerson({ ...person, specialty: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
    </Stack>
  );
}
