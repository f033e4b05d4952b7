import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Grid,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import type { SignPreview } from '../../../src/workstation/api/visits.ts';
import { ask } from '../../client/core.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { CardInput } from '../../parts/CardInput.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { PatientBanner } from '../../parts/PatientBanner.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { SharingQuestion, type SharingChoice } from './SharingQuestion.tsx';
import { SignedContent } from './SignedContent.tsx';

interface SignDialogProps {
  readonly visit: string;
  readonly onClose: () => void;
  readonly onSigned: (state: 'consented' | 'pending') => void;
}

/** Shows exactly what is signed, takes the patient's slip and PIN, and signs. Without a slip it waits as pending. */
export function SignDialog({ visit, onClose, onSigned }: SignDialogProps) {
  const { t } = useTranslation();
  const [preview] = useAsk('sign/preview', { visit });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="lg">
      <DialogTitle sx={{ py: 1 }}>{t('sign.title')}</DialogTitle>
      <Answer of={preview}>
        {(value) => <Signing visit={visit} preview={value} onClose={onClose} onSigned={onSigned} />}
      </Answer>
      {preview.state === 'failed' && (
        <DialogActions>
          <Button onClick={onClose}>{t('common.back')}</Button>
        </DialogActions>
      )}
    </Dialog>
  );
}

interface SigningProps extends SignDialogProps {
  readonly preview: SignPreview;
}

/** What is signed on the left; on the right, always in sight, the consent. */
function Signing({ visit, preview, onClose, onSigned }: SigningProps) {
  const { t } = useTranslation();
  const [consent, setConsent] = useState<Consent>({ slip: '', pin: '', sharing: null });
  const action = useAction();
  const blocked = preview.missing.length > 0 || action.busy;
  const complete = consent.slip !== '' && consent.pin !== '';
  const commit = (given: ArgsOf<'sign/commit'>['consent']): void =>
    action.run(async () => {
      try {
        onSigned((await ask('sign/commit', { visit, hash: preview.hash, consent: given })).state);
      } finally {
        setConsent((before) => ({ ...before, pin: '' }));
      }
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !blocked) commit(consent);
      }}
      style={{ display: 'contents' }}
    >
      <DialogContent dividers sx={{ p: 2 }}>
        <Typography sx={{ mb: 0.5, fontWeight: 500 }}>{t('sign.isThisPatient')}</Typography>
        <PatientBanner banner={preview.patient} large />
        <Grid container spacing={2} sx={{ mt: 1 }}>
          <Grid size={{ xs: 12, md: 7 }}>
            <SignedContent preview={preview} />
          </Grid>
          <Grid size={{ xs: 12, md: 5 }} sx={{ position: 'sticky', top: 0, alignSelf: 'flex-start' }}>
            <ConsentFields patient={preview.patient} consent={consent} onConsent={setConsent} />
            {action.busy && <Loading label={t('sign.signing')} />}
            <ErrorNote error={action.error} />
          </Grid>
        </Grid>
      </DialogContent>
      <DialogActions sx={{ px: 2 }}>
        <Typography variant="caption" color="textSecondary" sx={{ flexGrow: 1 }}>
          {t('sign.final')}
        </Typography>
        <Button onClick={onClose}>{t('common.back')}</Button>
        <Button disabled={blocked} onClick={() => commit(null)}>
          {t('sign.withoutSlip')}
        </Button>
        <Button type="submit" variant="contained" disabled={blocked || !complete}>
          {action.busy ? t('sign.signing') : t('sign.commit')}
        </Button>
      </DialogActions>
    </form>
  );
}

interface Consent {
  readonly slip: string;
  readonly pin: string;
  readonly sharing: SharingChoice | null;
}

interface ConsentFieldsProps {
  readonly patient: SignPreview['patient'];
  readonly consent: Consent;
  readonly onConsent: (consent: Consent) => void;
}

function ConsentFields({ patient, consent, onConsent }: ConsentFieldsProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('sign.consent')}>
      <Typography variant="h3">{t('sign.consent')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('sign.consentHint')}
      </Typography>
      {patient.guardian !== null && (
        <Alert severity="info" sx={{ mt: 1 }}>
          {t('patients.guardianConsents', patient.guardian)}
        </Alert>
      )}
      <CardInput
        label={t('sign.slip')}
        samples="slips"
        value={consent.slip}
        autoFocus
        onText={(slip) => onConsent({ ...consent, slip })}
      />
      <SecretInput
        label={t('card.pin')}
        kind="pin"
        value={consent.pin}
        onChange={(pin) => onConsent({ ...consent, pin })}
      />
      <SharingQuestion value={consent.sharing} onChange={(sharing) => onConsent({ ...consent, sharing })} />
      <Typography variant="caption" color="textSecondary">
        {t('sign.withoutSlipHint')}
      </Typography>
    </section>
  );
}
