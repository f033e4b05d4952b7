import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { ask } from '../../../client/core.ts';
import { useAction } from '../../../client/useAsk.ts';
import { Choice } from '../../../parts/Choice.tsx';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';

const REASONS = ['consent-withdrawn', 'purpose-reached', 'unlawful'] as const;
type Reason = (typeof REASONS)[number];

interface WithdrawDialogProps {
  readonly item: ResultOf<'case/mine'>[number];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Withdrawing a case, or taking it back before its batch: what it does, and what it cannot do. */
export function WithdrawDialog({ item, onClose, onDone }: WithdrawDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<Reason>('consent-withdrawn');
  const action = useAction();
  const isWaiting = item.state === 'waiting';
  const withdraw = (): void =>
    action.run(async () => {
      await ask('case/withdraw', { case: item.case, reason });
      onDone();
    });
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="withdraw-title">
      <DialogTitle id="withdraw-title">{t('caseMine.withdrawTitle')}</DialogTitle>
      <DialogContent dividers>
        <Stack spacing={2}>
          <Alert severity={isWaiting ? 'info' : 'warning'}>
            {t(isWaiting ? 'caseMine.recallExplain' : 'caseMine.withdrawExplain')}
          </Alert>
          {!isWaiting && (
            <Choice
              label={t('caseMine.reason')}
              value={reason}
              options={REASONS.map((value) => [value, t(`caseMine.reasons.${value}`)])}
              onChange={setReason}
            />
          )}
          <ErrorNote error={action.error} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <Button variant="contained" color="warning" disabled={action.busy} onClick={withdraw}>
          {t(isWaiting ? 'caseMine.recall' : 'caseMine.withdraw')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
