import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Divider,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../src/workstation/api/accounts.ts';
import { named } from '../client/format.ts';
import { ChangePassphrase } from '../screens/login/ChangePassphrase.tsx';
import { BackupForm } from './BackupForm.tsx';
import { LanguagesForm } from './LanguagesForm.tsx';
import { useLanguage } from './useLanguage.ts';

interface AccountDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** What belongs to whoever is logged in: what colleagues find them by, the backup of the account, and its passphrase. */
export function AccountDialog({ account, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [changing, setChanging] = useState(false);
  if (changing) return <ChangePassphrase account={account} onClose={() => setChanging(false)} />;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="my-account">
      <DialogTitle id="my-account">{t('backup.account')}</DialogTitle>
      <DialogContent>
        <Typography>
          {named(account.name, language)} · {t(`role.${account.role}`)} ·{' '}
          {named(account.institutionName, language)}
        </Typography>
        <Divider sx={{ my: 2 }} />
        {account.role === 'doctor' && (
          <>
            <LanguagesForm />
            <Divider sx={{ my: 2 }} />
          </>
        )}
        <BackupForm />
      </DialogContent>
      <DialogActions>
        <Button onClick={() => setChanging(true)} sx={{ mr: 'auto' }}>
          {t('login.change')}
        </Button>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
