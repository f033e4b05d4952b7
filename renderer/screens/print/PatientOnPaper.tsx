import { Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Banner } from '../../../src/workstation/api/visits.ts';

/** Whose paper it is. */
export function PatientOnPaper({ patient }: { readonly patient: Banner }) {
  const { t } = useTranslation();
  return (
    <Typography sx={{ mb: 1.5 }}>
      <strong>{patient.name ?? t('banner.notKnown')}</strong> · {t(`sex.${patient.sex}`)} ·{' '}
      {patient.birthDate ?? t('banner.notKnown')}
      {patient.identifierTail !== null && ` · ${t('print.identifier', { tail: patient.identifierTail })}`}
    </Typography>
  );
}
