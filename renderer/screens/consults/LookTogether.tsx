import { Alert, Box, Button, Dialog, Stack, Typography } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { onTable } from '../../../src/consult/sharedView/sharedView.ts';
import { useDialogueView } from '../../calls/sharedView/useDialogueView.ts';
import type { Shared } from '../../calls/sharedView/useShared.ts';
import { useAsk } from '../../client/useAsk.ts';
import { Guarded } from '../../parts/Guarded.tsx';
import { ConsultNotes } from './ConsultNotes.tsx';

const SharedView = lazy(async () => ({
  default: (await import('../../calls/sharedView/SharedView.tsx')).SharedView,
}));

/** Looking at one thing with the colleague of a dialogue, while there is a direct connection. */
export function LookTogether({ of }: { readonly of: DialogueView }) {
  const { t } = useTranslation();
  const shared = useDialogueView(of);
  const [isWanted, setOpen] = useState(false);
  // The room of a call has the table in its middle: nothing may lie over it.
  const isOpen = useInCall() ? false : isWanted;
  if (shared === null) return null;
  const isShowing = onTable(shared.snapshot.view) !== null;
  if (of.live !== 'yes' && !isOpen) return null;
  return (
    <>
      {isShowing && !isOpen ? (
        <Alert
          severity="info"
          sx={{ order: 1, width: '100%', py: 0 }}
          action={
            <Button size="small" onClick={() => setOpen(true)}>
              {t('sharedView.look')}
            </Button>
          }
        >
          {t('sharedView.shows', { name: shared.names.theirs })}
        </Alert>
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('sharedView.open')}
        </Button>
      )}
      {isOpen && <Together of={of} shared={shared} onClose={() => setOpen(false)} />}
    </>
  );
}

/** From the moment on at which somebody takes it. */
function useInCall(): boolean {
  const [now] = useAsk('call/now', {}, ['call']);
  const phase = now.state === 'ready' ? now.value.call?.phase : undefined;
  return phase !== undefined && phase !== 'rung' && phase !== 'ended';
}

interface TogetherProps {
  readonly of: DialogueView;
  readonly shared: Shared;
  readonly onClose: () => void;
}

function Together({ of, shared, onClose }: TogetherProps) {
  const { t } = useTranslation();
  return (
    <Dialog fullScreen open onClose={onClose} transitionDuration={0} aria-labelledby="look-together">
      <Stack spacing={1} sx={{ height: '100%', minHeight: 0, p: 1 }}>
        <Stack direction="row" sx={{ alignItems: 'center' }}>
          <Typography id="look-together" variant="h1" sx={{ flexGrow: 1 }}>
            {t('sharedView.with', { name: shared.names.theirs })}
          </Typography>
          <Button variant="outlined" onClick={onClose}>
            {t('common.close')}
          </Button>
        </Stack>
        {of.live !== 'yes' && <Alert severity="warning">{t('sharedView.interrupted')}</Alert>}
        <Stack direction="row" spacing={1} sx={{ flex: 1, minHeight: 0 }}>
          <Guarded broken={t('sharedView.broken')} again={t('sharedView.again')}>
            <Suspense>
              <SharedView shared={shared} dialogue={of.dialogue} />
            </Suspense>
          </Guarded>
          <Box sx={{ width: 280, flexShrink: 0 }}>
            <ConsultNotes dialogue={of.dialogue} />
          </Box>
        </Stack>
      </Stack>
    </Dialog>
  );
}
