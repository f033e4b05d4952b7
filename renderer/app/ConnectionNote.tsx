import { Alert, Box, Button } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../src/workstation/api/accounts.ts';
import type { Asked } from '../client/useAsk.ts';
import type { ResultOf } from '../../src/workstation/api.ts';
import { Code } from '../parts/ErrorNote.tsx';
import { HandOverDialog } from '../screens/attesting/HandOverDialog.tsx';

interface ConnectionNoteProps {
  readonly session: Session;
  readonly status: Asked<ResultOf<'ledger/status'>>;
}

/**
 * Suspended, halted, or away from the node: said on every screen of a session, with what still works. It stands at the
 * foot, so that nothing above moves when it comes: neither the patient's banner nor the button under a cursor.
 */
export function ConnectionNote({ session, status }: ConnectionNoteProps) {
  const { t } = useTranslation();
  const ledger = status.state === 'ready' ? status.value : null;
  const halted = ledger?.halted ?? null;
  const [handingOver, setHandingOver] = useState(false);
  const isShutOut = session.status === 'suspended' || session.status === 'key-revoked';
  return (
    <Box sx={{ flexShrink: 0, displayPrint: 'none' }}>
      {isShutOut && (
        <Alert
          severity="error"
          action={
            session.account.role !== 'officer' && (
              <Button size="small" color="inherit" onClick={() => setHandingOver(true)}>
                {t('attesting.handOver')}
              </Button>
            )
          }
        >
          {t(session.status === 'suspended' ? 'desk.suspended' : 'desk.keyRevoked')}
        </Alert>
      )}
      {handingOver && <HandOverDialog account={null} onClose={() => setHandingOver(false)} />}
      {session.status === 'unknown' && <Alert severity="warning">{t('desk.notEnrolled')}</Alert>}
      {halted !== null && (
        <Alert severity="error">
          {t('desk.halted', { height: halted.height })} <Code code={halted.code} />
        </Alert>
      )}
      {halted === null && ledger?.node === 'away' && (
        <Alert severity="warning">{t('desk.nodeAway', { count: ledger.outboxWaiting })}</Alert>
      )}
    </Box>
  );
}
