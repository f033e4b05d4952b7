import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../../client/core.ts';
import { useAction } from '../../../client/useAsk.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';

interface ContactDialogProps {
  /** The doctor, and what they are called. */
  readonly to: string;
  readonly name: string;
  /** The case that is the subject. */
  readonly about: string;
  readonly onClose: () => void;
}

/** Asks the doctor of a case for a dialogue about it: a signed request with the case as its subject. */
export function ContactDialog({ to, name, about, onClose }: ContactDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [isSent, setSent] = useState(false);
  const action = useAction();
  const { busy, error } = action;
  const send = (): void =>
    action.run(async () => {
      await ask('dialogue/ask', { to, reason, subject: { kind: 'case', id: about } });
      setSent(true);
    });
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="contact-title">
      <DialogTitle id="contact-title">{t('library.contactTitle', { name })}</DialogTitle>
      <DialogContent>
        {isSent ? (
          <Typography role="status">{t('library.contactSent', { name })}</Typography>
        ) : (
          <TextField
            autoFocus
            fullWidth
            multiline
            minRows={3}
            label={t('consults.reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 500, autoComplete: 'off' } }}
          />
        )}
        <ErrorNote error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t(isSent ? 'library.close' : 'library.cancel')}</Button>
        {!isSent && (
          <Button variant="contained" disabled={busy} onClick={send}>
            {t('consults.ask')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
