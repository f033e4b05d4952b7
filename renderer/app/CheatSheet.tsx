import { useTranslation } from 'react-i18next';
import { KeysDialog } from '../parts/KeysDialog.tsx';

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
  ['callMute', 'Ctrl+Shift+M'],
  ['callCamera', 'Ctrl+Shift+O'],
  ['callEnd', 'Ctrl+Shift+H'],
  ['callTalk', 'Space'],
  ['close', 'Esc'],
] as const;

/** What can be done from the keyboard, for whoever presses the question mark. */
export function CheatSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const keys = SHORTCUTS.map(([name, pressed]) => ({ keys: pressed, does: t(`shortcuts.${name}`) }));
  return <KeysDialog title={t('shortcuts.title')} keys={keys} onClose={onClose} />;
}
