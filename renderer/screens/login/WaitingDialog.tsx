import { Dialog, DialogContent, DialogTitle } from '@mui/material';
import type { Account } from '../../../src/workstation/api/accounts.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { named } from '../../client/format.ts';
import { Waiting } from './Waiting.tsx';

interface WaitingDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** How far an account is that the ledger does not know yet. */
export function WaitingDialog({ account, onClose }: WaitingDialogProps) {
  const language = useLanguage();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{named(account.name, language)}</DialogTitle>
      <DialogContent>
        <Waiting account={account.id} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}
