import { Box, Button, Grid, Paper, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import { PatientBanner } from '../../parts/PatientBanner.tsx';
import { DocumentPane } from '../chart/DocumentPane.tsx';
import { Timeline } from '../chart/Timeline.tsx';
import { Unavailable } from '../chart/Unavailable.tsx';
import { Openings } from './Openings.tsx';

interface PatientRecordProps {
  readonly view: ResultOf<'patient/view'>;
  readonly onBack: () => void;
}

/** The patient's record and who opened it. */
export function PatientRecord({ view, onBack }: PatientRecordProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<DocumentSummary | null>(null);
  return (
    <Stack sx={{ height: '100%' }}>
      <PatientBanner banner={view.banner} />
      <Stack spacing={2} sx={{ p: 2, flexGrow: 1, minHeight: 0, overflow: 'auto' }}>
        <Paper component="section" aria-label={t('patient.openings')} sx={{ p: 2 }}>
          <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'flex-start' }}>
            <Typography variant="h2" gutterBottom>
              {t('patient.openings')}
            </Typography>
            <Button variant="contained" onClick={onBack}>
              {t('patient.close')}
            </Button>
          </Stack>
          <Openings list={view.openings} />
        </Paper>
        <Box component="section" aria-label={t('patient.record')}>
          <Typography variant="h2" gutterBottom>
            {t('patient.record')}
          </Typography>
          <Unavailable list={view.unavailable} />
          <Grid container spacing={2}>
            <Grid size={{ xs: 12, md: 5 }}>
              <Paper sx={{ display: 'flex', flexDirection: 'column', maxHeight: '70vh' }}>
                <Timeline documents={view.documents} chosen={chosen} onChoose={setChosen} />
              </Paper>
            </Grid>
            <Grid size={{ xs: 12, md: 7 }}>
              <Paper sx={{ p: 2 }}>
                {chosen === null ? (
                  <Typography color="textSecondary">{t('chart.none')}</Typography>
                ) : (
                  <DocumentPane
                    channel="patient/document"
                    patient={view.banner}
                    args={{ handle: view.handle, statement: chosen.statement, leaf: chosen.leaf }}
                  />
                )}
              </Paper>
            </Grid>
          </Grid>
        </Box>
      </Stack>
    </Stack>
  );
}
