import { Button } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const ShareDialog = lazy(async () => await import('./ShareDialog.tsx'));

interface ShareButtonProps {
  readonly statements: readonly string[];
  readonly onClosed?: () => void;
  /** What the button says unless it begins a case. */
  readonly label?: string;
}

/** Own records of one patient, to be shared as a case. */
export function ShareButton({ statements, onClosed, label }: ShareButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {label ?? t('caseShare.open')}
      </Button>
      <Suspense>
        {open && (
          <ShareDialog
            statements={statements}
            onClose={() => {
              setOpen(false);
              onClosed?.();
            }}
          />
        )}
      </Suspense>
    </>
  );
}
