import { Button, Stack, Step as StepMark, StepLabel, Stepper, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { Entry } from '../../parts/Entry.tsx';
import { EMPTY_FOUNDING, STEPS, stepBeside, type Founding, type Step } from './founding.ts';
import { Founded } from './Founded.tsx';
import { NameFields } from './NameFields.tsx';
import { PersonStep } from './PersonStep.tsx';
import { Review } from './Review.tsx';

interface InstitutionProps {
  readonly onBack: () => void;
  /** The institution stands, and its keys were seen. */
  readonly onReady: () => void;
}

/** Founds an institution on this computer: its names, its first people, and at the end its ledger. */
export function Institution({ onBack, onReady }: InstitutionProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>('institution');
  const [founding, setFounding] = useState<Founding>(EMPTY_FOUNDING);
  const [founded, setFounded] = useState<ResultOf<'setup/institution'> | null>(null);
  const back = (): void => (step === 'institution' ? onBack() : setStep(stepBeside(step, -1)));
  return (
    <Entry title={t('founding.title')} width={720}>
      {founded === null ? (
        <>
          <Stepper activeStep={STEPS.indexOf(step)} sx={{ my: 2 }}>
            {STEPS.map((one) => (
              <StepMark key={one}>
                <StepLabel>{t(`founding.step.${one}`)}</StepLabel>
              </StepMark>
            ))}
          </Stepper>
          <StepBody
            key={step}
            step={step}
            founding={founding}
            onFounding={setFounding}
            onNext={() => setStep(stepBeside(step, 1))}
            onBack={back}
            onFounded={setFounded}
          />
        </>
      ) : (
        <Founded founded={founded} onDone={onReady} />
      )}
    </Entry>
  );
}

interface StepBodyProps {
  readonly step: Step;
  readonly founding: Founding;
  readonly onFounding: (founding: Founding) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
  readonly onFounded: (founded: ResultOf<'setup/institution'>) => void;
}

function StepBody({ step, founding, onFounding, onFounded, ...move }: StepBodyProps) {
  switch (step) {
    case 'institution':
      return <InstitutionNames founding={founding} onFounding={onFounding} {...move} />;
    case 'officer':
    case 'doctor':
    case 'registrar':
      return (
        <PersonStep
          role={step}
          person={founding.people[step]}
          onPerson={(person) =>
            onFounding({
              ...founding,
              withoutRegistrar: step === 'registrar' ? false : founding.withoutRegistrar,
              people: { ...founding.people, [step]: person },
            })
          }
          onSkip={() => {
            onFounding({ ...founding, withoutRegistrar: true });
            move.onNext();
          }}
          {...move}
        />
      );
    case 'review':
      return <Review founding={founding} onBack={move.onBack} onFounded={onFounded} />;
  }
}

type NamesProps = Pick<StepBodyProps, 'founding' | 'onFounding' | 'onNext' | 'onBack'>;

function InstitutionNames({ founding, onFounding, onNext, onBack }: NamesProps) {
  const { t } = useTranslation();
  const complete = founding.name.zh.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) onNext();
      }}
    >
      <Typography sx={{ mb: 1 }}>{t('founding.institutionHint')}</Typography>
      <NameFields
        of="institution"
        name={founding.name}
        onName={(name) => onFounding({ ...founding, name })}
      />
      <Stack direction="row" spacing={1} sx={{ mt: 2 }}>
        <Button onClick={onBack}>{t('common.back')}</Button>
        <Button type="submit" variant="contained" disabled={!complete}>
          {t('founding.next')}
        </Button>
      </Stack>
    </form>
  );
}
