import { Dialog, DialogTitle, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/useLanguage.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { SigningForm } from '../../parts/SigningForm.tsx';
import { isGiven, SecretFields, secretOf, type GivenSecret } from './SecretFields.tsx';

interface EndReadingDialogProps {
  readonly doctor: Parameters<typeof named>[0];
  /** Number of the card whose records are read. */
  readonly epoch: number;
  readonly opened: GivenSecret;
  readonly end: (secret: ReturnType<typeof secretOf>) => Promise<unknown>;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

/** Taking back takes what gave: the slip of that card, or the master card. */
export function EndReadingDialog({ doctor, epoch, opened, end, onChanged, onClose }: EndReadingDialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [given, setGiven] = useState<GivenSecret>(opened);
  const action = useAction();
  const commit = (): void =>
    action.run(async () => {
      try {
        await end(secretOf(given));
        await onChanged();
        onClose();
      } finally {
        setGiven((before) => ({ ...before, secret: '' }));
      }
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('grant.revokeTitle', { doctor: named(doctor, language) })}</DialogTitle>
      <SigningForm
        action={action}
        complete={isGiven(given)}
        onSign={commit}
        onClose={onClose}
        commit={t('grant.revokeCommit')}
        color="warning"
      >
        <Typography variant="body2" gutterBottom>
          {t('grant.revokeExplain', { n: epoch })}
        </Typography>
        <SecretFields value={given} onChange={setGiven} />
      </SigningForm>
    </Dialog>
  );
}
