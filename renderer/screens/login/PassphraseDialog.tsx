import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';

interface PassphraseDialogProps {
  readonly title: string;
  readonly action: Action;
  readonly complete: boolean;
  /** Set once the new passphrase holds. */
  readonly done: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks for what gives an account a new passphrase, and says when it has it. */
export function PassphraseDialog({ title, action, complete, done, ...rest }: PassphraseDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={rest.onClose} fullWidth maxWidth="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !done) rest.onSubmit();
        }}
      >
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          {done ? <Alert severity="success">{t('login.changed')}</Alert> : rest.children}
          {action.busy && <Loading />}
          <ErrorNote error={action.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={rest.onClose}>{t('common.back')}</Button>
          {!done && (
            <Button type="submit" variant="contained" disabled={!complete || action.busy}>
              {t('login.setPassphrase')}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
