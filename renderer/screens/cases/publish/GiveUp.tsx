import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../../client/core.ts';
import { useAction } from '../../../client/useAsk.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';

interface GiveUpProps {
  readonly draft: string;
  readonly onGone: () => void;
}

/** Giving up a case deletes an hour's decisions, beside the button that only closes: it is asked about. */
export function GiveUp({ draft, onGone }: GiveUpProps) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const action = useAction();
  const { busy, error } = action;
  const giveUp = (): void =>
    action.run(async () => {
      await ask('case/give-up', { draft });
      onGone();
    });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('caseShare.giveUp')}</Button>
      {isAsking && (
        <Dialog open onClose={() => setAsking(false)} maxWidth="xs" fullWidth aria-labelledby="give-up-title">
          <DialogTitle id="give-up-title">{t('caseShare.giveUp')}</DialogTitle>
          <DialogContent>
            <DialogContentText>{t('caseShare.giveUpExplain')}</DialogContentText>
            <ErrorNote error={error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setAsking(false)}>{t('library.cancel')}</Button>
            <Button variant="contained" color="warning" disabled={busy} onClick={giveUp}>
              {t('caseShare.giveUp')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
