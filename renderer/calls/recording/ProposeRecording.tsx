import { Checkbox, Dialog, DialogTitle, FormControlLabel, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { SigningForm } from '../../parts/SigningForm.tsx';

const SCOPES = ['video', 'audio'] as const;
type Scope = ArgsOf<'recording/propose'>['scope'];

interface ProposeRecordingProps {
  readonly dialogue: string;
  /** The other doctor's name. */
  readonly doctor: string;
  readonly onClose: () => void;
}

/** What is recorded, and the consent of the patient whom it is about; then the other doctor is asked. */
export function ProposeRecording({ dialogue, doctor, onClose }: ProposeRecordingProps) {
  const { t } = useTranslation();
  const [scope, setScope] = useState<Scope>('video');
  const [hasPatient, setHasPatient] = useState(true);
  const [given, setGiven] = useState({ visit: '', slip: '', pin: '' });
  const [visits] = useAsk('visit/list', {}, ['visits']);
  const open = visits.state === 'ready' ? visits.value.filter(({ state }) => state === 'open') : [];
  const visit = given.visit === '' ? (open[0]?.id ?? '') : given.visit;
  const action = useAction();
  const isGiven = visit !== '' && given.slip !== '' && given.pin !== '';
  const propose = (): void =>
    action.run(async () => {
      try {
        await ask('recording/propose', { dialogue, scope, patient: hasPatient ? { ...given, visit } : null });
        onClose();
      } finally {
        setGiven((before) => ({ ...before, pin: '' }));
      }
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('recordingCall.ask')}</DialogTitle>
      <SigningForm
        action={action}
        complete={!hasPatient || isGiven}
        onSign={propose}
        onClose={onClose}
        commit={t('recordingCall.commit')}
      >
        <Stack spacing={1}>
          <Typography variant="body2">{t('recordingCall.explain', { doctor })}</Typography>
          <Choice
            label={t('recordingCall.scope')}
            value={scope}
            options={SCOPES.map((one) => [one, t(`recording.scopes.${one}`)])}
            onChange={setScope}
          />
          <FormControlLabel
            control={<Checkbox checked={hasPatient} />}
            label={t('recordingCall.hasPatient')}
            onChange={(_, checked) => setHasPatient(checked)}
          />
          {hasPatient && open.length === 0 && (
            <Typography variant="body2" color="error">
              {t('recordingCall.noVisit')}
            </Typography>
          )}
          {hasPatient && open.length > 0 && (
            <>
              <Choice
                label={t('exchange.patient')}
                value={visit}
                options={open.map(({ epoch, id, patient }) => [
                  id,
                  patient?.name ?? t('card.title', { n: epoch }),
                ])}
                onChange={(chosen) => setGiven({ visit: chosen, slip: '', pin: '' })}
              />
              <CardInput
                label={t('sign.slip')}
                samples="slips"
                value={given.slip}
                onText={(slip) => setGiven({ ...given, visit, slip })}
              />
              <SecretInput
                label={t('card.pin')}
                kind="pin"
                value={given.pin}
                onChange={(pin) => setGiven({ ...given, visit, pin })}
              />
            </>
          )}
        </Stack>
      </SigningForm>
    </Dialog>
  );
}
