import { Button, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { ImportProgress } from '../imports/ImportProgress.tsx';
import { usePreview } from '../imports/usePreview.ts';
import {
  EMPTY_PATIENT,
  guardianOf,
  isBirthDate,
  isComplete,
  shareTerms,
  type NewPatient,
} from './patientDraft.ts';
import { CardFields, GuardianFields, IdentityFields, PinFields } from './PatientFields.tsx';
import { sheetOf, type Sheet } from './PatientSheet.tsx';

interface PatientFormProps {
  readonly onRegistered: (sheet: Sheet) => void;
}

/** Who the patient is, their PIN, and histories (FHIR R4 Bundles) to import. */
export function PatientForm({ onRegistered }: PatientFormProps) {
  const { t } = useTranslation();
  const [patient, setPatient] = useState(EMPTY_PATIENT);
  const [pinAgain, setPinAgain] = useState('');
  const [now] = useState(() => Date.now());
  const action = useAction();
  // Files arrive after they were read: what was typed meanwhile stays.
  const change = (changed: Partial<NewPatient>): void => setPatient((before) => ({ ...before, ...changed }));
  const preview = usePreview(patient.files, {
    person: { sex: patient.sex, birthDate: isBirthDate(patient.birthDate, now) ? patient.birthDate : null },
  });
  // Nothing is registered before it was seen what the files bring; and the preview, coming, moves the button away
  // from beneath a press, which is then lost.
  const complete = isComplete(patient, pinAgain, now) && preview?.state !== 'loading';
  const register = (): void =>
    action.run(async () => {
      const guardian = guardianOf(patient);
      const registered = await ask('registrar/register-patient', {
        ...patient,
        guardian,
        shares: shareTerms(patient.shares),
      });
      onRegistered(sheetOf(registered, guardian));
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) register();
      }}
    >
      <IdentityFields patient={patient} now={now} onChange={change} />
      <GuardianFields patient={patient} onChange={change} />
      <PinFields patient={patient} pinAgain={pinAgain} onChange={change} onPinAgain={setPinAgain} />
      <CardFields patient={patient} preview={preview} onChange={change} />
      <ErrorNote error={action.error} />
      {action.busy && (
        <>
          <Typography variant="caption">{t('registrar.making')}</Typography>
          <ImportProgress />
        </>
      )}
      <Button type="submit" variant="contained" sx={{ mt: 1 }} disabled={!complete || action.busy}>
        {t('registrar.registerPatient')}
      </Button>
    </form>
  );
}
