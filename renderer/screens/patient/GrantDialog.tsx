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
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { PrintedCard } from '../../parts/PrintedCard.tsx';
import { PurposeAndTerm, type Term } from '../../parts/PurposeAndTerm.tsx';
import { SigningForm } from '../../parts/SigningForm.tsx';
import { ChooseRecords, type ChosenRecords } from './ChooseRecords.tsx';
import { FindDoctor, type FoundDoctor } from './FindDoctor.tsx';
import { isGiven, SecretFields, secretOf, type GivenSecret } from './SecretFields.tsx';

const PURPOSES = ['second-opinion', 'treatment'] as const;

interface GrantDialogProps {
  readonly view: ResultOf<'patient/view'>;
  readonly opened: GivenSecret;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

/** Lets a doctor read records: whom, what for, how long, which; then the card to go on with. */
export function GrantDialog(props: GrantDialogProps) {
  const { t } = useTranslation();
  const [granted, setGranted] = useState<ResultOf<'patient/grant'> | null>(null);
  return (
    <Dialog open onClose={props.onClose} fullWidth maxWidth="md">
      <DialogTitle sx={{ displayPrint: 'none' }}>{t('grant.title')}</DialogTitle>
      {granted === null ? (
        <GrantForm {...props} onGranted={setGranted} />
      ) : (
        <Granted granted={granted} onClose={props.onClose} />
      )}
    </Dialog>
  );
}

interface GrantFormProps extends GrantDialogProps {
  readonly onGranted: (granted: ResultOf<'patient/grant'>) => void;
}

function GrantForm({ view, opened, onChanged, onClose, onGranted }: GrantFormProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [doctor, setDoctor] = useState<FoundDoctor | null>(null);
  const [purpose, setPurpose] = useState<ArgsOf<'patient/grant'>['purpose']>('second-opinion');
  const [days, setDays] = useState<Term>('30');
  const [records, setRecords] = useState<ChosenRecords>('all');
  const [given, setGiven] = useState<GivenSecret>(opened);
  const action = useAction();
  const complete = doctor !== null && records.length > 0 && isGiven(given);
  const grant = (grantee: FoundDoctor): void =>
    action.run(async () => {
      try {
        const chosen = records === 'all' ? records : [...records];
        const args = {
          handle: view.handle,
          grantee: grantee.id,
          purpose,
          days: Number(days),
          records: chosen,
        };
        onGranted(await ask('patient/grant', { ...args, secret: secretOf(given) }));
        await onChanged();
      } finally {
        setGiven((before) => ({ ...before, secret: '' }));
      }
    });
  return (
    <SigningForm
      action={action}
      complete={complete}
      onSign={() => doctor !== null && grant(doctor)}
      onClose={onClose}
      commit={t('grant.commit')}
      aside={
        <Typography variant="caption" color="textSecondary" sx={{ flexGrow: 1 }}>
          {doctor !== null &&
            t('grant.summary', {
              doctor: named(doctor.name, language),
              institution: named(doctor.institution, language),
            })}
        </Typography>
      }
    >
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('grant.explain')}
      </Typography>
      <Grid container spacing={2}>
        <Grid size={{ xs: 12, md: 6 }}>
          <FindDoctor handle={view.handle} chosen={doctor} onChoose={setDoctor} />
        </Grid>
        <Grid size={{ xs: 12, md: 6 }}>
          <PurposeAndTerm
            purposes={PURPOSES}
            purpose={purpose}
            onPurpose={setPurpose}
            term={days}
            onTerm={setDays}
          />
          <ChooseRecords documents={view.documents} value={records} onChange={setRecords} />
        </Grid>
      </Grid>
      <Typography variant="h3" sx={{ mt: 1.5 }}>
        {t('grant.sign')}
      </Typography>
      <SecretFields value={given} onChange={setGiven} />
    </SigningForm>
  );
}

interface GrantedProps {
  readonly granted: ResultOf<'patient/grant'>;
  readonly onClose: () => void;
}

/** The card of the grant is spent: the patient takes the next one home, as after a visit. */
function Granted({ granted, onClose }: GrantedProps) {
  const { t } = useTranslation();
  const { next, state } = granted;
  return (
    <>
      <DialogContent>
        <Alert severity="success" sx={{ mb: 1, displayPrint: 'none' }}>
          {t(`grant.sent.${state}`)}
        </Alert>
        {next === null ? (
          <Alert severity="warning">{t('grant.noNextCard')}</Alert>
        ) : (
          <>
            <Alert severity="info" sx={{ mb: 2, displayPrint: 'none' }}>
              {t('grant.takeCard', { n: next.epoch })}
            </Alert>
            <PrintedCard
              item={next}
              title={t('card.title', { n: next.epoch })}
              fileName={`card-${String(next.epoch)}.card`}
              size={260}
            />
          </>
        )}
      </DialogContent>
      <DialogActions sx={{ displayPrint: 'none' }}>
        {next !== null && (
          <Button variant="contained" onClick={() => window.print()}>
            {t('card.print')}
          </Button>
        )}
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </>
  );
}
