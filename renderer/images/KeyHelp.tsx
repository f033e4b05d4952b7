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
import { useTranslation } from 'react-i18next';
import { KEY_HELP } from './viewerKeys.ts';

/** Every key of the viewer, and what the mouse does. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} aria-labelledby="viewer-keys">
      <DialogTitle id="viewer-keys">{t('viewer.keys.title')}</DialogTitle>
      <DialogContent>
        <p>{t('viewer.keys.mouse')}</p>
        <Table size="small">
          <TableBody>
            {KEY_HELP.map(([name, keys]) => (
              <TableRow key={name}>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>
                  <kbd>{keys}</kbd>
                </TableCell>
                <TableCell>{t(`viewer.keys.${name}`)}</TableCell>
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
