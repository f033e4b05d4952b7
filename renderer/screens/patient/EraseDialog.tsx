import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { Choice } from '../../parts/Choice.tsx';
import { SigningForm } from '../../parts/SigningForm.tsx';
import { isGiven, SecretFields, secretOf, type GivenSecret } from './SecretFields.tsx';

type Reason = ArgsOf<'patient/erase'>['reason'];
const REASONS: readonly Reason[] = ['consent-withdrawn', 'purpose-reached', 'unlawful'];

interface EraseDialogProps {
  readonly view: ResultOf<'patient/view'>;
  readonly document: DocumentSummary;
  readonly opened: GivenSecret;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks to have a record erased: which, why, and what that does and cannot do. */
export function EraseDialog(props: EraseDialogProps) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  return (
    <Dialog open onClose={props.onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('erasure.ask')}</DialogTitle>
      {isAsked ? (
        <>
          <DialogContent>
            <Alert severity="success">{t('erasure.asked')}</Alert>
          </DialogContent>
          <DialogActions>
            <Button variant="contained" onClick={props.onClose}>
              {t('common.close')}
            </Button>
          </DialogActions>
        </>
      ) : (
        <EraseForm {...props} onAsked={() => setAsked(true)} />
      )}
    </Dialog>
  );
}

function EraseForm(props: EraseDialogProps & { readonly onAsked: () => void }) {
  const { view, document, opened, onChanged, onClose, onAsked } = props;
  const { t } = useTranslation();
  // The registration has no slip: what stands under it takes the master card.
  const masterOnly = document.epoch === 0;
  const [given, setGiven] = useState<GivenSecret>(() => startingWith(opened, masterOnly));
  const [reason, setReason] = useState<Reason>('consent-withdrawn');
  const action = useAction();
  const erase = (): void =>
    action.run(async () => {
      try {
        const { statement } = document;
        await ask('patient/erase', { handle: view.handle, secret: secretOf(given), statement, reason });
        await onChanged();
        onAsked();
      } finally {
        setGiven((before) => ({ ...before, secret: '' }));
      }
    });
  return (
    <SigningForm
      action={action}
      complete={isGiven(given)}
      onSign={erase}
      onClose={onClose}
      commit={t('erasure.commit')}
      color="error"
      leave={t('common.back')}
    >
      <What view={view} document={document} />
      <Choice
        label={t('erasure.reason')}
        value={reason}
        options={REASONS.map((option) => [option, t(`erasure.reasons.${option}`)] as const)}
        onChange={setReason}
      />
      <Typography variant="body2" sx={{ mt: 1 }}>
        {masterOnly ? t('erasure.signMaster') : t('erasure.sign', { n: document.epoch })}
      </Typography>
      <SecretFields value={given} onChange={setGiven} masterOnly={masterOnly} />
    </SigningForm>
  );
}

/** A slip that the view was opened with is of a later visit: only the master card signs for every one. */
function startingWith(opened: GivenSecret, masterOnly: boolean): GivenSecret {
  if (opened.kind === 'master') return opened;
  return { kind: masterOnly ? 'master' : 'slip', text: '', secret: '' };
}

function What({ view, document }: Pick<EraseDialogProps, 'document' | 'view'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { statement, title, author, institution, date } = document;
  const together = view.documents.filter((other) => other.statement === statement).length;
  const followers = view.documents.filter((other) => other.refers === statement).length;
  return (
    <>
      <Typography sx={{ fontWeight: 600 }}>{named(title, language)}</Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {[named(author, language), named(institution, language), date === null ? '' : dateTime(date)]
          .filter((part) => part !== '')
          .join(' · ')}
      </Typography>
      {together > 1 && <Alert severity="warning">{t('erasure.together', { count: together })}</Alert>}
      {followers > 0 && <Alert severity="info">{t('erasure.followers', { count: followers })}</Alert>}
      <Typography variant="body2" component="div" sx={{ my: 1 }}>
        <ul>
          <li>{t('erasure.explain.deletes')}</li>
          <li>{t('erasure.explain.archive')}</li>
          <li>{t('erasure.explain.officer')}</li>
          <li>{t('erasure.explain.limits')}</li>
        </ul>
      </Typography>
    </>
  );
}
