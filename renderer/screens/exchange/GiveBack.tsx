import { Dialog, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { SigningForm } from '../../parts/SigningForm.tsx';
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
      <SigningForm
        action={action}
        complete={complete}
        onSign={accept}
        onClose={onClose}
        commit={t('exchange.commitBack')}
      >
        <TextField
          fullWidth
          margin="dense"
          label={t('exchange.note')}
          value={note}
          onChange={({ target }) => setNote(target.value)}
          slotProps={{ htmlInput: { maxLength: 500, autoComplete: 'off' } }}
        />
        <Giving value={given} onChange={setGiven} />
      </SigningForm>
    </Dialog>
  );
}
