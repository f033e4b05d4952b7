import { Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { CallConnection, CallSnapshot } from './callConnection.ts';

interface CallToolsProps {
  readonly connection: CallConnection;
  readonly shown: CallSnapshot;
}

/** Beside the buttons for camera and microphone. */
export function CallTools({ connection, shown }: CallToolsProps) {
  const { t } = useTranslation();
  const { here } = shown.narrow;
  return (
    <Button variant="outlined" aria-pressed={here} onClick={() => connection.setNarrow(!here)}>
      {t(here ? 'narrow.stop' : 'narrow.start')}
    </Button>
  );
}
