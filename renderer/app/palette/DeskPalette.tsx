import { useTranslation } from 'react-i18next';
import type { Session } from '../../../src/workstation/api/accounts.ts';
import type { Visit } from '../../../src/workstation/api/visits.ts';
import { dateTime } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import { chooseLanguage } from '../../i18n/index.ts';
import type { Shown, View } from '../Desk.tsx';
import { chooseColourScheme, useColourScheme } from '../colourScheme.ts';
import { useLanguage } from '../useLanguage.ts';
import type { Command } from './matching.ts';
import { Palette } from './Palette.tsx';

interface DeskPaletteProps {
  readonly session: Session;
  readonly views: readonly View[];
  readonly onShown: (shown: Shown) => void;
  readonly onLock: () => void;
  readonly onShortcuts: () => void;
  readonly onSettings: () => void;
  readonly onAccount: () => void;
  readonly onCheckProof: () => void;
  readonly onClose: () => void;
}

/** The palette of a session; a doctor's also has the visits that go on. */
export function DeskPalette(props: DeskPaletteProps) {
  return props.session.account.role === 'doctor' ? (
    <WithVisits {...props} />
  ) : (
    <PaletteOf {...props} visits={[]} />
  );
}

function WithVisits(props: DeskPaletteProps) {
  const [visits] = useAsk('visit/list', {}, ['visits']);
  return <PaletteOf {...props} visits={visits.state === 'ready' ? visits.value : []} />;
}

function PaletteOf({ visits, ...props }: DeskPaletteProps & { readonly visits: readonly Visit[] }) {
  const { t } = useTranslation();
  const { onShown } = props;
  const places = props.views.map((view): Command => ({
    id: view,
    label: t('palette.go', { place: t(`nav.${view}`) }),
    run: () => onShown({ view }),
  }));
  const open = visits
    .filter(({ state }) => state === 'open' || state === 'opening')
    .map((visit): Command => ({
      id: visit.id,
      label: t('palette.visit', { patient: visit.patient?.name ?? t('banner.notKnown') }),
      hint: t('palette.visitHint', { time: dateTime(visit.openedAt) }),
      run: () => onShown({ view: 'visit', visit: visit.id }),
    }));
  return <Palette commands={[...open, ...places, ...useAppCommands(props)]} onClose={props.onClose} />;
}

/** What can be done from anywhere. */
function useAppCommands(props: DeskPaletteProps): readonly Command[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const isDark = useColourScheme() === 'dark';
  const other = language === 'zh-CN' ? 'en' : 'zh-CN';
  return [
    { id: 'lock', label: t('shortcuts.lock'), hint: 'Ctrl+Shift+L', run: props.onLock },
    {
      id: 'scheme',
      label: t(isDark ? 'app.light' : 'app.dark'),
      run: () => chooseColourScheme(isDark ? 'light' : 'dark'),
    },
    {
      id: 'language',
      label: other === 'en' ? 'English' : '中文',
      run: () => void chooseLanguage(other),
    },
    { id: 'account', label: t('backup.account'), run: props.onAccount },
    { id: 'proof', label: t('proofCheck.open'), run: props.onCheckProof },
    { id: 'settings', label: t('settings.title'), run: props.onSettings },
    { id: 'shortcuts', label: t('shortcuts.title'), hint: '?', run: props.onShortcuts },
  ];
}
