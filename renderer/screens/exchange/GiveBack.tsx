import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { Giving, isWhole, NOTHING_GIVEN, type Given } from './Giving.tsx';

interface GiveBackProps {
  readonly exchange: string;
  readonly onClose: () => void;
}

/** Accepts the terms, and gives records of the patient in front in return. */
export function GiveBack({ exchange, onClose }: GiveBackProps) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<Given>(NOTHING_GIVEN);
  const [note, setNote] = useState('');
  const action = useAction();
  const complete = isWhole(given);
  const accept = (): void =>
    action.run(async () => {
      try {
        await ask('exchange/accept', { exchange, back: { ...given, records: [...given.records], note } });
        onClose();
      } finally {
        setGiven((before) => ({ ...before, pin: '' }));
      }
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('exchange.acceptBack')}</DialogTitle>
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !action.busy) accept();
        }}
      >
        <DialogContent>
          <TextField
            fullWidth
            margin="dense"
            label={t('exchange.note')}
            value={note}
            onChange={({ target }) => setNote(target.value)}
            slotProps={{ htmlInput: { maxLength: 500, autoComplete: 'off' } }}
          />
          <Giving value={given} onChange={setGiven} />
          {action.busy && <Loading label={t('sign.signing')} />}
          <ErrorNote error={action.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button type="submit" variant="contained" disabled={!complete || action.busy}>
            {t('exchange.commitBack')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
