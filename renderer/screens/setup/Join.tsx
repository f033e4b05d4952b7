import { Alert, Button, Stack, Step as StepMark, StepLabel, Stepper, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Entry } from '../../parts/Entry.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { Waiting } from '../login/Waiting.tsx';
import { FOUNDER_ROLES, NOBODY, standing, type Founder, type FounderRole } from './founding.ts';
import { MemberStep } from './MemberStep.tsx';
import { PersonStep } from './PersonStep.tsx';

const STEPS = ['code', 'person', 'send'] as const;
type Step = (typeof STEPS)[number];

interface JoinProps {
  readonly onBack: () => void;
  /** The account is made, and its offer is with the officer, or on its way. */
  readonly onReady: () => void;
}

/** Makes this computer a workstation of an institution that is there already, by the code of its officer. */
export function Join({ onBack, onReady }: JoinProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>('code');
  const [code, setCode] = useState('');
  const [role, setRole] = useState<FounderRole>('doctor');
  const [person, setPerson] = useState<Founder>(NOBODY);
  const [member, setMember] = useState(false);
  const [joined, setJoined] = useState<ResultOf<'setup/join'> | null>(null);
  if (joined !== null) {
    return (
      <Entry title={t('join.title')} width={640}>
        <Waiting account={joined.account.id} onDone={onReady} />
      </Entry>
    );
  }
  return (
    <Entry title={t('join.title')} width={640}>
      <Stepper activeStep={STEPS.indexOf(step)} sx={{ my: 2 }}>
        {STEPS.map((one) => (
          <StepMark key={one}>
            <StepLabel>{t(`join.step.${one}`)}</StepLabel>
          </StepMark>
        ))}
      </Stepper>
      {step === 'code' && (
        <CodeStep
          code={code}
          onCode={setCode}
          onBack={onBack}
          onNext={(whose) => {
            setMember(whose !== null);
            if (whose !== null) {
              const { name, licence, specialty } = whose;
              setRole(whose.role);
              setPerson({ name, licence, specialty, ticket: person.ticket });
            }
            setStep('person');
          }}
        />
      )}
      {step === 'person' && member && (
        <MemberStep
          role={role}
          person={person}
          onPerson={setPerson}
          onNext={() => setStep('send')}
          onBack={() => setStep('code')}
        />
      )}
      {step === 'person' && !member && (
        <>
          <Choice
            label={t('account.role')}
            value={role}
            options={FOUNDER_ROLES.map((one) => [one, t(`role.${one}`)] as const)}
            onChange={setRole}
          />
          <PersonStep
            role={role}
            person={person}
            hint={t('join.personHint')}
            onPerson={setPerson}
            onNext={() => setStep('send')}
            onBack={() => setStep('code')}
          />
        </>
      )}
      {step === 'send' && (
        <SendStep
          code={code}
          role={role}
          person={person}
          isKnown={member}
          onBack={() => setStep('person')}
          onJoined={setJoined}
        />
      )}
    </Entry>
  );
}

interface CodeStepProps {
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly onBack: () => void;
  /** Told whose new workstation it is to be; null for a newcomer. */
  readonly onNext: (member: ResultOf<'join/read'>['member']) => void;
}

/** The officer's code, and what it says before anything is done with it. */
function CodeStep({ code, onCode, onBack, onNext }: CodeStepProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [read, setRead] = useState<ResultOf<'join/read'> | null>(null);
  const action = useAction();
  const take = (text: string): void =>
    action.run(async () => {
      setRead(null);
      setRead(await ask('join/read', { code: text }));
    });
  const change = (text: string): void => {
    // What was read is of the code before.
    setRead(null);
    onCode(text);
  };
  return (
    <>
      <Typography sx={{ mb: 1 }}>{t('join.codeHint')}</Typography>
      <CardInput label={t('join.code')} value={code} onText={change} onWhole={take} autoFocus />
      <ErrorNote error={action.error} />
      {read !== null && (
        <Alert severity="info" sx={{ mt: 1 }}>
          {t('join.found', { institution: named(read.institution, language), address: read.address })}
          {read.member !== null && (
            <Typography component="p">
              {t('join.member', {
                name: named(read.member.name, language),
                role: t(`role.${read.member.role}`),
              })}
            </Typography>
          )}
        </Alert>
      )}
      <Stack direction="row" spacing={1} sx={{ mt: 2 }}>
        <Button onClick={onBack}>{t('common.back')}</Button>
        {read === null ? (
          <Button variant="contained" disabled={code === '' || action.busy} onClick={() => take(code)}>
            {t('join.read')}
          </Button>
        ) : (
          <Button variant="contained" onClick={() => onNext(read.member)}>
            {t('founding.next')}
          </Button>
        )}
      </Stack>
    </>
  );
}

interface SendStepProps {
  readonly code: string;
  readonly role: FounderRole;
  readonly person: Founder;
  readonly isKnown: boolean;
  readonly onBack: () => void;
  readonly onJoined: (joined: ResultOf<'setup/join'>) => void;
}

/** Names and licence once more, since they stand on the ledger for good; then they go to the officer. */
function SendStep({ code, role, person, isKnown, onBack, onJoined }: SendStepProps) {
  const { t } = useTranslation();
  const action = useAction();
  const { name, licence, specialty, ticket } = person;
  const send = (): void =>
    action.run(async () =>
      onJoined(
        await ask('setup/join', {
          code,
          ticket: ticket ?? '',
          role,
          name: standing(name),
          licence: licence.trim(),
          specialty: specialty.trim(),
        }),
      ),
    );
  const { zh, en } = standing(name);
  const said = [zh === en ? zh : `${zh} (${en})`, t(`role.${role}`), licence.trim(), specialty.trim()];
  return (
    <>
      <Typography sx={{ fontWeight: 600 }}>{said.filter((part) => part !== '').join(' · ')}</Typography>
      <Alert severity="info" sx={{ mt: 2 }}>
        {t(isKnown ? 'join.memberSend' : 'founding.forGood')}
      </Alert>
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Stack direction="row" spacing={1} sx={{ mt: 2 }}>
        <Button onClick={onBack}>{t('common.back')}</Button>
        <Button variant="contained" disabled={action.busy} onClick={send}>
          {t('join.send')}
        </Button>
      </Stack>
    </>
  );
}
