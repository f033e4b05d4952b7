import { Box, Button } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../src/workstation/api.ts';
import { ask } from '../client/core.ts';
import { Entry } from '../parts/Entry.tsx';
import { AccountForm } from './account/AccountForm.tsx';
import { AskBack } from './account/AskBack.tsx';
import { Enrolment } from './account/Enrolment.tsx';
import { Words } from './account/Words.tsx';

/** Which of the four steps: form, recovery words shown once, words asked back, enrolment text. */
type Step =
  | { readonly is: 'form' }
  | { readonly is: 'words'; readonly created: ResultOf<'account/create'> }
  | { readonly is: 'ask-back'; readonly created: ResultOf<'account/create'> }
  | { readonly is: 'done'; readonly confirmed: ResultOf<'account/confirm'> };

/** Makes the keys of a new account. */
export function NewAccountScreen({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ is: 'form' });
  return (
    <Entry title={t('account.title')} width={640}>
      <StepBody step={step} onStep={setStep} onDone={onDone} />
      {step.is !== 'done' && (
        <Box sx={{ mt: 2 }}>
          <Button onClick={onDone}>{t('common.back')}</Button>
        </Box>
      )}
    </Entry>
  );
}

interface StepBodyProps {
  readonly step: Step;
  readonly onStep: (step: Step) => void;
  readonly onDone: () => void;
}

function StepBody({ step, onStep, onDone }: StepBodyProps) {
  switch (step.is) {
    case 'form':
      return <AccountForm onCreated={(created) => onStep({ is: 'words', created })} />;
    case 'words':
      return (
        <Words
          words={step.created.words}
          onWritten={() => onStep({ is: 'ask-back', created: step.created })}
        />
      );
    case 'ask-back':
      return (
        <AskBack
          positions={step.created.ask}
          onWords={async (words) => {
            const { ticket } = step.created;
            onStep({ is: 'done', confirmed: await ask('account/confirm', { ticket, words }) });
          }}
        />
      );
    case 'done':
      return <Enrolment enrolment={step.confirmed.enrolment} onDone={onDone} />;
  }
}
