import { Alert, Box, Button, Grid, Paper, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import { PatientBanner } from '../../parts/PatientBanner.tsx';
import { DocumentPane } from '../chart/DocumentPane.tsx';
import { Timeline } from '../chart/Timeline.tsx';
import { Unavailable } from '../chart/Unavailable.tsx';
import { EraseDialog } from './EraseDialog.tsx';
import { Erasures } from './Erasures.tsx';
import { Exchanges } from './Exchanges.tsx';
import { GrantDialog } from './GrantDialog.tsx';
import { Grants } from './Grants.tsx';
import { Openings } from './Openings.tsx';
import type { GivenSecret } from './SecretFields.tsx';
import { WriteEntry } from './WriteEntry.tsx';

interface PatientRecordProps {
  readonly view: ResultOf<'patient/view'>;
  /** What it was opened with: it need not be scanned again to sign. */
  readonly opened: GivenSecret;
  /** Something was signed: the view is read again. */
  readonly onChanged: () => Promise<void>;
  readonly onBack: () => void;
}

/** The patient's record, who opened it, and what the patient alone decides. */
export function PatientRecord({ view, opened, onChanged, onBack }: PatientRecordProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'entry' | 'grant' | null>(null);
  const [erasing, setErasing] = useState<DocumentSummary | null>(null);
  const common = { view, opened, onChanged, onClose: () => setDialog(null) };
  return (
    <Stack sx={{ height: '100%', '@media print': { display: dialog === 'grant' ? 'none' : 'flex' } }}>
      <PatientBanner banner={view.banner} />
      <Stack spacing={2} sx={{ p: 2, flexGrow: 1, minHeight: 0, overflow: 'auto' }}>
        <Stack direction="row" spacing={1}>
          <Button onClick={() => setDialog('entry')}>{t('ownEntry.open')}</Button>
          <Button onClick={() => setDialog('grant')}>{t('grant.open')}</Button>
          <Box sx={{ flexGrow: 1 }} />
          <Button variant="contained" onClick={onBack}>
            {t('patient.close')}
          </Button>
        </Stack>
        {view.waiting > 0 && <Alert severity="info">{t('patient.waiting', { count: view.waiting })}</Alert>}
        <Paper component="section" aria-label={t('patient.openings')} sx={{ p: 2, flexShrink: 0 }}>
          <Typography variant="h2" gutterBottom>
            {t('patient.openings')}
          </Typography>
          <Openings list={view.openings} />
        </Paper>
        {view.grants.length > 0 && <Grants view={view} opened={opened} onChanged={onChanged} />}
        {view.exchanges.length > 0 && <Exchanges view={view} opened={opened} onChanged={onChanged} />}
        <Erasures view={view} />
        <Record view={view} onErase={setErasing} />
      </Stack>
      {dialog === 'entry' && <WriteEntry {...common} />}
      {dialog === 'grant' && <GrantDialog {...common} />}
      {erasing !== null && <EraseDialog {...common} document={erasing} onClose={() => setErasing(null)} />}
    </Stack>
  );
}

interface RecordProps extends Pick<PatientRecordProps, 'view'> {
  readonly onErase: (document: DocumentSummary) => void;
}

function Record({ view, onErase }: RecordProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<DocumentSummary | null>(null);
  return (
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
              >
                <Button size="small" color="error" variant="text" onClick={() => onErase(chosen)}>
                  {t('erasure.open')}
                </Button>
              </DocumentPane>
            )}
          </Paper>
        </Grid>
      </Grid>
    </Box>
  );
}
