import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  TextField,
  Typography,
} from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { dateTime } from '../../client/format.ts';
import { QrPicture } from '../../parts/QrPicture.tsx';

interface InvitationCodeProps {
  readonly title: string;
  readonly invitation: ResultOf<'staff/invite'>;
  readonly onClose: () => void;
}

/** The code to hand over, good once; it warns where no other computer can use it. */
export function InvitationCode({ title, invitation, onClose }: InvitationCodeProps) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{title}</DialogTitle>
      <DialogContent>
        {invitation.reach === 'this-computer' && (
          <Alert severity="warning" sx={{ mb: 2 }}>
            {t('invite.onlyHere')}
          </Alert>
        )}
        <Stack direction="row" spacing={2}>
          <QrPicture png={invitation.qrPng} label={t('invite.code')} size={300} />
          <Stack spacing={1} sx={{ flexGrow: 1, minWidth: 0 }}>
            <Typography>{t('invite.codeHint', { until: dateTime(invitation.expires) })}</Typography>
            <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
              {t('invite.address')} <code>{invitation.address}</code>
            </Typography>
          </Stack>
        </Stack>
        <TextField
          label={t('invite.code')}
          value={invitation.text}
          multiline
          maxRows={4}
          fullWidth
          onFocus={(event) => event.target.select()}
          slotProps={{
            htmlInput: { readOnly: true, spellCheck: false, style: { fontFamily: 'monospace' } },
          }}
        />
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
