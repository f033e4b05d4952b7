import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../src/workstation/api/calls.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import type { CallConnection } from '../../calls/callConnection.ts';
import { startRinging } from '../../calls/ringTone.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

/** A colleague calls: who it is as the ledger has them, and two buttons. */
export function IncomingCall({
  view: { call, doctor, media },
  connection,
}: {
  readonly view: CallView;
  readonly connection: CallConnection;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { busy, error } = action;
  useEffect(() => startRinging(), []);
  const take = (): void =>
    action.run(async () => {
      // Without a device the call goes all the same: the room says what is missing.
      await connection.prepare(media).catch(() => undefined);
      await ask('call/take', { call });
    });
  return (
    <Dialog open aria-labelledby="incoming-call" fullWidth maxWidth="xs">
      <DialogTitle id="incoming-call">{t('call.incoming')}</DialogTitle>
      <DialogContent>
        <Typography variant="h2">{named(doctor.name, language)}</Typography>
        <Typography color="textSecondary">{named(doctor.institution, language)}</Typography>
        <Typography sx={{ mt: 1 }}>{t(`call.wants.${media}`)}</Typography>
        <ErrorNote error={error} />
      </DialogContent>
      <DialogActions>
        <Button
          disabled={busy}
          onClick={() => action.run(async () => void (await ask('call/refuse', { call, why: 'declined' })))}
        >
          {t('call.refuse')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={take}>
          {t('call.take')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
