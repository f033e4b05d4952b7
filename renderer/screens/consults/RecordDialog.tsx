import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { DocumentPane } from '../chart/DocumentPane.tsx';

interface RecordDialogProps {
  readonly message: number;
  readonly statement: string;
  readonly onClose: () => void;
}

/** A record that a message brought, with what the own copy of the ledger says of it. */
export function RecordDialog({ message, statement, onClose }: RecordDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby="given-record">
      <DialogTitle id="given-record">{t('given.card.title')}</DialogTitle>
      <DialogContent>
        <DocumentPane channel="dialogue/record" args={{ message, statement }} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('given.card.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
