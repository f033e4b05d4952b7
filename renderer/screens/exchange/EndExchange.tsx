import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

interface EndExchangeProps {
  readonly exchange: string;
  readonly title: 'exchange.end' | 'exchange.withdraw' | 'exchange.decline';
  readonly onClose: () => void;
}

/** There is no way back: asked once more. */
export function EndExchange({ exchange, title, onClose }: EndExchangeProps) {
  const { t } = useTranslation();
  const action = useAction();
  const end = (): void =>
    action.run(async () => {
      await ask('exchange/end', { exchange });
      onClose();
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs">
      <DialogTitle>{t(title)}</DialogTitle>
      <DialogContent>
        <Typography variant="body2">{t('exchange.endExplain')}</Typography>
        <ErrorNote error={action.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <Button autoFocus variant="contained" color="warning" disabled={action.busy} onClick={end}>
          {t(title)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
