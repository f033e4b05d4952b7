import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { LateConsent } from '../visit/LateConsent.tsx';

interface SlipLaterProps {
  readonly visit: string;
  readonly onClose: () => void;
}

/** The slip of a visit that is over: it confirms what waits. There is no term for it. */
export function SlipLater({ visit, onClose }: SlipLaterProps) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('today.bringSlip')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2">{t('today.bringSlipHint')}</Typography>
        <LateConsent visit={visit} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.back')}</Button>
      </DialogActions>
    </Dialog>
  );
}
