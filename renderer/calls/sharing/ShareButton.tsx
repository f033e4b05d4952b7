import { Button } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallConnection } from '../callConnection.ts';

const ScreenDialog = lazy(async () => ({ default: (await import('./ScreenDialog.tsx')).ScreenDialog }));

interface ShareButtonProps {
  readonly connection: CallConnection;
  readonly isSharing: boolean;
  /** Nothing is shown to a colleague who is not there. */
  readonly isLive: boolean;
}

/** Shows a screen or a window in the place of one's own face, and takes it back. */
export function ShareButton({ connection, isLive, isSharing }: ShareButtonProps) {
  const { t } = useTranslation();
  const [isChoosing, setChoosing] = useState(false);
  return (
    <>
      <Button
        variant={isSharing ? 'contained' : 'outlined'}
        aria-pressed={isSharing}
        disabled={!isLive && !isSharing}
        onClick={() => (isSharing ? void connection.stopSharing() : setChoosing(true))}
      >
        {t(isSharing ? 'screenShare.stop' : 'screenShare.start')}
      </Button>
      <Suspense>
        {isChoosing && <ScreenDialog connection={connection} onClose={() => setChoosing(false)} />}
      </Suspense>
    </>
  );
}
