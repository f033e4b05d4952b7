import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { ImportFile } from '../../../src/workstation/api/imports.ts';
import type { Banner } from '../../../src/workstation/api/visits.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { PatientBanner } from '../../parts/PatientBanner.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { FileDrop } from './FileDrop.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { Preview } from './Preview.tsx';
import { Reports } from './Reports.tsx';
import { usePreview } from './usePreview.ts';

interface ImportDialogProps {
  readonly visit: string;
  readonly patient: Banner;
  readonly onClose: () => void;
  /** Documents came into the chart. */
  readonly onImported: () => void;
}

/** Brings files into the record of the patient of this visit: seen first, then consented to once with slip and PIN. */
export function ImportDialog({ visit, patient, onClose, onImported }: ImportDialogProps) {
  const { t } = useTranslation();
  const [files, setFiles] = useState<readonly ImportFile[]>([]);
  const [consent, setConsent] = useState({ slip: '', pin: '' });
  const [done, setDone] = useState<ResultOf<'visit/import'> | null>(null);
  const action = useAction();
  const preview = usePreview(files, { visit });
  const count = preview?.state === 'ready' ? preview.value.documents : 0;
  const complete = count > 0 && consent.slip !== '' && consent.pin !== '' && !action.busy;
  const send = (): void =>
    action.run(async () => {
      try {
        setDone(await ask('visit/import', { visit, files: [...files], consent }));
        onImported();
      } finally {
        setConsent((before) => ({ ...before, pin: '' }));
      }
    });
  return (
    <Dialog open onClose={action.busy ? undefined : onClose} fullWidth maxWidth="md" aria-labelledby="import">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) send();
        }}
        style={{ display: 'contents' }}
      >
        <DialogTitle id="import">{t('imports.title')}</DialogTitle>
        <DialogContent dividers>
          <PatientBanner banner={patient} />
          <Stack spacing={1} sx={{ mt: 1 }}>
            {done === null ? (
              <>
                <FileDrop files={files} onFiles={setFiles} disabled={action.busy} />
                <Preview of={preview} />
                {count > 0 && <Consent value={consent} onChange={setConsent} />}
              </>
            ) : (
              <Done result={done} />
            )}
            {action.busy && <ImportProgress />}
            <ErrorNote error={action.error} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={action.busy}>
            {t('common.close')}
          </Button>
          {done === null && (
            <Button type="submit" variant="contained" disabled={!complete}>
              {t('imports.import', { count })}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface ConsentProps {
  readonly value: { readonly slip: string; readonly pin: string };
  readonly onChange: (value: { slip: string; pin: string }) => void;
}

function Consent({ value, onChange }: ConsentProps) {
  const { t } = useTranslation();
  return (
    <>
      <Alert severity="info">{t('imports.consent')}</Alert>
      <CardInput label={t('sign.slip')} value={value.slip} onText={(slip) => onChange({ ...value, slip })} />
      <SecretInput
        label={t('card.pin')}
        kind="pin"
        value={value.pin}
        onChange={(pin) => onChange({ ...value, pin })}
      />
    </>
  );
}

function Done({ result }: { readonly result: ResultOf<'visit/import'> }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert severity={result.documents > 0 ? 'success' : 'info'}>
        {result.documents > 0 ? t('imports.done', { count: result.documents }) : t('imports.nothingNew')}
      </Alert>
      <Reports list={result.files} />
    </>
  );
}
