import { FormControlLabel, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../src/workstation/api.ts';
import type { StudyView } from '../../src/workstation/api/pacs.ts';
import { useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';

export type ChosenPatient = ArgsOf<'pacs/store'>['patient'];

interface StorePatientProps {
  /** The visit, or the record of one's own, whose patient it is. */
  readonly of: string;
  readonly onChosen: (patient: ChosenPatient | null) => void;
}

const BY_BIRTH_DATE = { patientId: '', patientName: '', from: '', to: '', modality: '' };
const OTHER = 'other';

/** Whom the archive knows with the birth date of the chart; somebody else's name cannot be chosen. */
export function StorePatient({ of, onChosen }: StorePatientProps) {
  const [studies] = useAsk('pacs/studies', { visit: of, ...BY_BIRTH_DATE });
  return (
    <Answer of={studies}>{(list) => <Choices patients={patientsIn(list)} onChosen={onChosen} />}</Answer>
  );
}

interface ChoicesProps extends Pick<StorePatientProps, 'onChosen'> {
  readonly patients: readonly StudyView[];
}

function Choices({ patients, onChosen }: ChoicesProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState('');
  const [number, setNumber] = useState('');
  const choose = (id: string, typed: string): void => {
    setChosen(id);
    setNumber(typed);
    const found = patients.find(({ patientId }) => patientId === id);
    if (id === OTHER) onChosen(typed.trim() === '' ? null : { id: typed.trim(), names: [], birthDate: null });
    else if (found !== undefined)
      onChosen({ id: found.patientId, names: found.patientNames, birthDate: found.birthDate });
  };
  return (
    <>
      <Typography variant="h3">{t('pacs.storePatient')}</Typography>
      {patients.length === 0 && <Typography variant="body2">{t('pacs.storeNone')}</Typography>}
      <RadioGroup aria-label={t('pacs.storePatient')} value={chosen} onChange={(_, id) => choose(id, number)}>
        {patients.map(({ birthDate, patient, patientId, patientNames }) => (
          <FormControlLabel
            key={patientId}
            value={patientId}
            disabled={patient === 'different'}
            control={<Radio size="small" />}
            label={[patientNames.join(' '), dashed(birthDate), patientId, t(`pacs.patient.${patient}`)]
              .filter((text) => text !== '')
              .join(' · ')}
          />
        ))}
        <FormControlLabel value={OTHER} control={<Radio size="small" />} label={t('pacs.storeOther')} />
      </RadioGroup>
      {chosen === OTHER && (
        <TextField
          label={t('pacs.patientId')}
          value={number}
          onChange={(event) => choose(OTHER, event.target.value)}
          slotProps={{ htmlInput: { maxLength: 64, autoComplete: 'off' } }}
        />
      )}
    </>
  );
}

/** YYYYMMDD as people write it. */
function dashed(date: string | null): string {
  return date === null ? '' : `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
}

/** Each patient once, as the archive's studies name them. */
function patientsIn(studies: readonly StudyView[]): readonly StudyView[] {
  const found = new Map<string, StudyView>();
  for (const study of studies)
    if (study.patientId !== '' && !found.has(study.patientId)) found.set(study.patientId, study);
  return [...found.values()];
}
