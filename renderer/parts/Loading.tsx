import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Progress, shown only when something takes longer than 300 ms: shorter waits would flicker. */
export function Loading({ label }: { readonly label?: string }) {
  const { t } = useTranslation();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setVisible(true), 300);
    return () => window.clearTimeout(timer);
  }, []);
  return visible ? (
    <div className="progress" role="progressbar" aria-label={label ?? t('common.loading')} />
  ) : null;
}
