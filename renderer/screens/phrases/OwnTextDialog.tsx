import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

interface OwnTextDialogProps {
  readonly title: string;
  readonly complete: boolean;
  readonly onClose: () => void;
  readonly onSave: () => Promise<void>;
  readonly children: ReactNode;
}

/** A text of the doctor's own, while it is written. What could not be kept stays, with the reason. */
export function OwnTextDialog({ title, complete, onClose, onSave, children }: OwnTextDialogProps) {
  const { t } = useTranslation();
  const action = useAction();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="own-text">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) action.run(onSave);
        }}
        style={{ display: 'contents' }}
      >
        <DialogTitle id="own-text">{title}</DialogTitle>
        <DialogContent>
          {children}
          <ErrorNote error={action.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('phrases.discard')}</Button>
          <Button type="submit" variant="contained" disabled={!complete || action.busy}>
            {t('phrases.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
