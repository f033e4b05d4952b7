import AccountCircle from '@mui/icons-material/AccountCircle';
import Brightness4 from '@mui/icons-material/Brightness4';
import Lock from '@mui/icons-material/Lock';
import SettingsIcon from '@mui/icons-material/Settings';
import { AppBar, Button, IconButton, Toolbar, Typography } from '@mui/material';
import { useColorScheme } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../src/workstation/api/accounts.ts';
import { named } from '../client/format.ts';
import { chooseLanguage } from '../i18n/index.ts';
import { useLanguage } from './useLanguage.ts';

interface TopBarProps {
  readonly session: Session | null;
  readonly onLock: () => void;
  readonly onSettings: () => void;
  readonly onAccount: () => void;
}

/** Who is logged in, language, light or dark, lock. Never a patient. */
export function TopBar({ session, onLock, onSettings, onAccount }: TopBarProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const other = language === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <AppBar
      position="static"
      color="default"
      elevation={0}
      sx={{ borderBottom: 1, borderColor: 'divider', flexShrink: 0, displayPrint: 'none' }}
    >
      <Toolbar variant="dense" sx={{ gap: 1 }}>
        <Typography component="span" sx={{ fontWeight: 700, flexGrow: 1 }}>
          {t('app.name')}
        </Typography>
        {session !== null && (
          <Button
            variant="text"
            color="inherit"
            startIcon={<AccountCircle />}
            title={t('backup.account')}
            onClick={onAccount}
          >
            {named(session.account.name, language)} · {t(`role.${session.account.role}`)} ·{' '}
            {named(session.account.institutionName, language)}
          </Button>
        )}
        <Button size="small" variant="text" onClick={() => void chooseLanguage(other)} lang={other}>
          {other === 'en' ? 'English' : '中文'}
        </Button>
        <LightOrDark />
        <IconButton aria-label={t('app.settings')} title={t('app.settings')} onClick={onSettings}>
          <SettingsIcon fontSize="small" />
        </IconButton>
        {session !== null && (
          <Button size="small" startIcon={<Lock />} title="Ctrl+Shift+L" onClick={onLock}>
            {t('app.lock')}
          </Button>
        )}
      </Toolbar>
    </AppBar>
  );
}

function LightOrDark() {
  const { t } = useTranslation();
  const { mode, systemMode, setMode } = useColorScheme();
  const isDark = (mode === 'system' ? systemMode : mode) === 'dark';
  const label = t(isDark ? 'app.light' : 'app.dark');
  return (
    <IconButton aria-label={label} title={label} onClick={() => setMode(isDark ? 'light' : 'dark')}>
      <Brightness4 fontSize="small" />
    </IconButton>
  );
}
