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

/** Every shortcut there is: name of its text, and the keys. */
const SHORTCUTS = [
  ['palette', 'Ctrl+K'],
  ['help', '?'],
  ['lock', 'Ctrl+Shift+L'],
  ['part', 'Alt+1 … Alt+9'],
  ['search', '/'],
  ['save', 'Ctrl+S'],
  ['sign', 'Ctrl+Enter'],
  ['end', 'Ctrl+Shift+E'],
  ['step', 'Alt+↑ / Alt+↓'],
  ['close', 'Esc'],
] as const;

/** What can be done from the keyboard, for whoever presses the question mark. */
export function CheatSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} aria-labelledby="cheat-sheet">
      <DialogTitle id="cheat-sheet">{t('shortcuts.title')}</DialogTitle>
      <DialogContent>
        <Table>
          <TableBody>
            {SHORTCUTS.map(([name, keys]) => (
              <TableRow key={name}>
                <TableCell sx={{ fontFamily: 'monospace', whiteSpace: 'nowrap' }}>
                  <kbd>{keys}</kbd>
                </TableCell>
                <TableCell>{t(`shortcuts.${name}`)}</TableCell>
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
