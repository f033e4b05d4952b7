import { useTranslation } from 'react-i18next';
import { KeysDialog } from '../parts/KeysDialog.tsx';
import { KEY_HELP } from './viewerKeys.ts';

/** Every key of the viewer, and what the mouse does. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const keys = KEY_HELP.map(([name, pressed]) => ({ keys: pressed, does: t(`viewer.keys.${name}`) }));
  return (
    <KeysDialog title={t('viewer.keys.title')} keys={keys} onClose={onClose}>
      <p>{t('viewer.keys.mouse')}</p>
    </KeysDialog>
  );
}
