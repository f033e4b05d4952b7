import { Grid, Paper, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PatientForm } from './registrar/PatientForm.tsx';
import { Patients } from './registrar/Patients.tsx';
import { PatientSheet, type Sheet } from './registrar/PatientSheet.tsx';
import { RegisterVisit } from './registrar/RegisterVisit.tsx';

/** The registrar's desk: register a visit (挂号), register a patient and hand over the cards. */
export function RegistrarScreen() {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  if (sheet !== null) return <PatientSheet sheet={sheet} onDone={() => setSheet(null)} />;
  return (
    <Grid container spacing={2}>
      <Grid size={{ xs: 12, md: 5 }}>
        <Stack spacing={2}>
          <RegisterVisit />
          <Patients onSheet={setSheet} />
        </Stack>
      </Grid>
      <Grid size={{ xs: 12, md: 7 }}>
        <Paper component="section" aria-label={t('registrar.newPatient')} sx={{ p: 2 }}>
          <Typography variant="h2" gutterBottom>
            {t('registrar.newPatient')}
          </Typography>
          <PatientForm onRegistered={setSheet} />
        </Paper>
      </Grid>
    </Grid>
  );
}
