import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownPatient } from '../../../src/workstation/api/registrar.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { isGiven, SecretFields, type GivenSecret } from '../patient/SecretFields.tsx';
import { emptySheet, type Sheet } from './PatientSheet.tsx';
import { ReasonChoice } from './ReasonChoice.tsx';
import { MakeShares, RestoreMaster } from './ShareForms.tsx';
import { areWhole, NO_WISHES, SheetFields } from './SheetFields.tsx';
import { SuccessionForm } from './SuccessionForm.tsx';

const TASKS = ['further', 'replace', 'revoke', 'shares', 'restore', 'succeed'] as const;
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
  // Whose master card was replaced gets nothing else any more.
  const tasks = patient.succeeded ? TASKS.filter((one) => one === 'succeed') : TASKS;
  const [task, setTask] = useState<Task>(patient.succeeded ? 'succeed' : 'further');
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
          options={tasks.map((one) => [one, t(`patients.tasks.${one}`)] as const)}
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
    case 'succeed':
      return <SuccessionForm patient={patient} onSheet={onSheet} />;
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
  const [wishes, setWishes] = useState(NO_WISHES);
  const action = useAction();
  const complete = isGiven(master) && areWhole(wishes) && !action.busy;
  const issue = (): void =>
    action.run(async () => {
      const made = await ask('registrar/issue-cards', {
        patient: patient.id,
        master: { text: master.text, passphrase: master.secret },
        pin: wishes.pin,
        cards: wishes.cards,
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
      <SheetFields value={wishes} onChange={setWishes} />
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
