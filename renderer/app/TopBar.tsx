import { mdiAccountCircle, mdiBrightness4, mdiCog, mdiLock } from '@mdi/js';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../src/workstation/api/accounts.ts';
import { named } from '../client/format.ts';
import { chooseLanguage } from '../i18n/index.ts';
import { Button, Icon, IconButton } from '../plain/Button.tsx';
import { chooseColourScheme, useColourScheme } from './colourScheme.ts';
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
    <header className="top-bar">
      <span className="name">{t('app.name')}</span>
      {session !== null && (
        <Button look="text" isInherit title={t('backup.account')} onClick={onAccount}>
          <Icon path={mdiAccountCircle} />
          <span>
            {named(session.account.name, language)} · {t(`role.${session.account.role}`)} ·{' '}
            {named(session.account.institutionName, language)}
          </span>
        </Button>
      )}
      <Button look="text" isSmall lang={other} onClick={() => void chooseLanguage(other)}>
        {other === 'en' ? 'English' : '中文'}
      </Button>
      <LightOrDark />
      <IconButton hasTitle label={t('app.settings')} icon={mdiCog} onClick={onSettings} />
      {session !== null && (
        <Button isSmall title="Ctrl+Shift+L" onClick={onLock}>
          <Icon path={mdiLock} />
          {t('app.lock')}
        </Button>
      )}
    </header>
  );
}

function LightOrDark() {
  const { t } = useTranslation();
  const isDark = useColourScheme() === 'dark';
  return (
    <IconButton
      hasTitle
      label={t(isDark ? 'app.light' : 'app.dark')}
      icon={mdiBrightness4}
      onClick={() => chooseColourScheme(isDark ? 'light' : 'dark')}
    />
  );
}
