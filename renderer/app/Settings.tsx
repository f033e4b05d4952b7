import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  FormHelperText,
  MenuItem,
  Switch,
  TextField,
} from '@mui/material';
import { useTranslation } from 'react-i18next';
import { LOCK_MINUTES, setPreferences, usePreferences } from '../client/preferences.ts';

/** What holds on this computer whoever is logged in: contrast, and when it locks itself. */
export function Settings({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { lockMinutes, contrast, relayOnly } = usePreferences();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="settings">
      <DialogTitle id="settings">{t('settings.title')}</DialogTitle>
      <DialogContent>
        <FormControlLabel
          control={<Switch checked={contrast === 'high'} />}
          label={t('settings.contrast')}
          onChange={(_, checked) => setPreferences({ contrast: checked ? 'high' : 'normal' })}
        />
        <FormControlLabel
          control={<Switch checked={relayOnly} />}
          label={t('settings.relayOnly')}
          onChange={(_, checked) => setPreferences({ relayOnly: checked })}
        />
        <FormHelperText sx={{ mt: 0, mb: 2 }}>{t('settings.relayOnlyHint')}</FormHelperText>
        <TextField
          select
          label={t('settings.lockAfter')}
          value={lockMinutes}
          helperText={t('settings.lockHint')}
          onChange={(event) => {
            const chosen = LOCK_MINUTES.find((minutes) => minutes === Number(event.target.value));
            if (chosen !== undefined) setPreferences({ lockMinutes: chosen });
          }}
        >
          {LOCK_MINUTES.map((minutes) => (
            <MenuItem key={minutes} value={minutes}>
              {t('settings.minutes', { count: minutes })}
            </MenuItem>
          ))}
        </TextField>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
