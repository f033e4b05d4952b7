import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownPatient } from '../../../src/workstation/api/registrar.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { wordFor } from '../../i18n/words.ts';
import { isGiven, SecretFields, type GivenSecret } from '../patient/SecretFields.tsx';
import { cardCount, MOST_CARDS } from './patientDraft.ts';
import { emptySheet, type Sheet } from './PatientSheet.tsx';
import { MakeShares, RestoreMaster } from './ShareForms.tsx';

const TASKS = ['further', 'replace', 'revoke', 'shares', 'restore'] as const;
type Task = (typeof TASKS)[number];
const REASONS = ['lost', 'stolen'] as const;
const REVOKE_REASONS = [...REASONS, 'withdrawn'] as const;
const NO_SECRET: GivenSecret = { kind: 'master', text: '', secret: '' };

interface CardsDialogProps {
  readonly patient: KnownPatient;
  readonly onSheet: (sheet: Sheet) => void;
  readonly onClose: () => void;
}

/** After an identity check: further cards, new ones in the place of lost ones, or none any more. */
export function CardsDialog({ patient, onSheet, onClose }: CardsDialogProps) {
  const { t } = useTranslation();
  const [task, setTask] = useState<Task>('further');
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('patients.cardsTitle', { name: patient.name, born: patient.birthDate })}</DialogTitle>
      <DialogContent>
        <Alert severity="info" sx={{ mb: 1 }}>
          {t('patients.identify')}
        </Alert>
        <Choice
          label={t('patients.task')}
          value={task}
          options={TASKS.map((one) => [one, t(`patients.tasks.${one}`)] as const)}
          onChange={setTask}
        />
        <TaskForm key={task} task={task} patient={patient} onSheet={onSheet} onClose={onClose} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.back')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function TaskForm({ task, patient, onSheet, onClose }: CardsDialogProps & { readonly task: Task }) {
  switch (task) {
    case 'further':
    case 'replace':
      return <Issue patient={patient} replaces={task === 'replace'} onSheet={onSheet} />;
    case 'revoke':
      return <Revoke patient={patient} onDone={onClose} />;
    case 'shares':
      return <MakeShares patient={patient} onSheet={onSheet} />;
    case 'restore':
      return <RestoreMaster patient={patient} onSheet={onSheet} />;
  }
}

interface IssueProps {
  readonly patient: KnownPatient;
  readonly replaces: boolean;
  readonly onSheet: (sheet: Sheet) => void;
}

function Issue({ patient, replaces, onSheet }: IssueProps) {
  const { t } = useTranslation();
  const [master, setMaster] = useState(NO_SECRET);
  const [reason, setReason] = useState<(typeof REASONS)[number]>('lost');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [cards, setCards] = useState(4);
  const action = useAction();
  const differ = again !== '' && pin !== again;
  const complete = isGiven(master) && pin !== '' && pin === again && !action.busy;
  const issue = (): void =>
    action.run(async () => {
      const made = await ask('registrar/issue-cards', {
        patient: patient.id,
        master: { text: master.text, passphrase: master.secret },
        pin,
        cards,
        replace: replaces ? reason : null,
      });
      onSheet({ ...emptySheet(patient.guardian), cards: made.cards, slips: made.slips });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) issue();
      }}
    >
      {replaces && (
        <>
          <Alert severity="warning" sx={{ my: 1 }}>
            {t('patients.replaceHint')}
          </Alert>
          <ReasonChoice value={reason} options={REASONS} onChange={setReason} />
        </>
      )}
      <Typography variant="body2">{t('patients.masterNeeded')}</Typography>
      <SecretFields value={master} onChange={setMaster} masterOnly />
      <SecretInput
        label={t('card.pin')}
        kind="pin"
        value={pin}
        onChange={setPin}
        helperText={t('registrar.pinRule')}
      />
      <SecretInput
        label={t('registrar.pinAgain')}
        kind="pin"
        value={again}
        onChange={setAgain}
        error={differ}
        helperText={differ ? t('registrar.pinsDiffer') : undefined}
      />
      <TextField
        type="number"
        label={t('registrar.cards')}
        value={cards}
        onChange={(event) => setCards(cardCount(event.target.value))}
        slotProps={{ htmlInput: { min: 1, max: MOST_CARDS } }}
      />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Button type="submit" variant="contained" sx={{ mt: 1 }} disabled={!complete}>
        {t(replaces ? 'patients.replace' : 'patients.issue')}
      </Button>
    </form>
  );
}

function Revoke({ patient, onDone }: { readonly patient: KnownPatient; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<(typeof REVOKE_REASONS)[number]>('lost');
  const action = useAction();
  const unused = patient.cards.filter(({ state }) => state === 'unused').length;
  const revoke = (): void =>
    action.run(async () => {
      await ask('registrar/revoke-cards', { patient: patient.id, reason });
      onDone();
    });
  return (
    <>
      <Alert severity="warning" sx={{ my: 1 }}>
        {t('patients.revokeHint', { count: unused })}
      </Alert>
      <ReasonChoice value={reason} options={REVOKE_REASONS} onChange={setReason} />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Button
        variant="contained"
        color="error"
        sx={{ mt: 1 }}
        disabled={unused === 0 || action.busy}
        onClick={revoke}
      >
        {t('patients.revoke')}
      </Button>
    </>
  );
}

interface ReasonChoiceProps<T extends string> {
  readonly value: T;
  readonly options: readonly T[];
  readonly onChange: (reason: T) => void;
}

function ReasonChoice<T extends string>({ value, options, onChange }: ReasonChoiceProps<T>) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Choice
      label={t('patients.reason')}
      value={value}
      options={options.map((one) => [one, wordFor('revocation', one, language)] as const)}
      onChange={onChange}
    />
  );
}
