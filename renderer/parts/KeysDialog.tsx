import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableRow,
} from '@mui/material';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface KeysDialogProps {
  readonly title: string;
  /** Keys, and what they do. */
  readonly keys: readonly { readonly keys: string; readonly does: string }[];
  /** Stands above them. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** What can be done from the keyboard. */
export function KeysDialog({ title, keys, children, onClose }: KeysDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        {children}
        <Table size="small">
          <TableBody>
            {keys.map((one) => (
              <TableRow key={one.does}>
                <TableCell sx={{ fontFamily: 'monospace', whiteSpace: 'nowrap' }}>
                  <kbd>{one.keys}</kbd>
                </TableCell>
                <TableCell>{one.does}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
