import { Alert, Button, Stack } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onTable } from '../../../src/consult/sharedView/sharedView.ts';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { useDialogueView } from '../../calls/sharedView/useDialogueView.ts';
import { useAsk } from '../../client/useAsk.ts';
import { useDirect } from '../../peer/useDirect.ts';
import { Guarded } from '../../parts/Guarded.tsx';
import { ConsultNotes } from '../consults/ConsultNotes.tsx';
import { CallRoom, type CallRoomProps } from './CallRoom.tsx';

const SharedView = lazy(async () => ({
  default: (await import('../../calls/sharedView/SharedView.tsx')).SharedView,
}));

/** The room with what both look at in its middle: it opens by itself when either puts something on the table. */
export function RoomWithTable({ tools, ...room }: Omit<CallRoomProps, 'aside' | 'middle'>) {
  const { t } = useTranslation();
  const { dialogue, end } = room.view;
  const of = useDialogue(dialogue);
  useDirect(of);
  const shared = useDialogueView(of);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [isWriting, setWriting] = useState(false);
  const isShowing = shared !== null && onTable(shared.snapshot.view) !== null;
  const isOpen = chosen ?? isShowing;
  const table =
    shared === null || !isOpen || room.isSmall || end !== null ? null : (
      <Stack sx={{ height: '100%', minHeight: 0, bgcolor: 'background.default' }}>
        {of?.live !== 'yes' && <Alert severity="warning">{t('sharedView.interrupted')}</Alert>}
        <Guarded broken={t('sharedView.broken')} again={t('sharedView.again')}>
          <Suspense>
            <SharedView shared={shared} dialogue={dialogue} />
          </Suspense>
        </Guarded>
      </Stack>
    );
  return (
    <CallRoom
      {...room}
      {...(table !== null && { middle: table })}
      {...(isWriting && !room.isSmall && { aside: <ConsultNotes dialogue={dialogue} /> })}
      tools={
        <>
          {tools}
          {shared !== null && (isOpen || of?.live === 'yes') && (
            <Button
              variant={isOpen || isShowing ? 'contained' : 'outlined'}
              // Something lies on the table that this doctor does not see.
              color={isShowing && !isOpen ? 'warning' : 'primary'}
              aria-pressed={isOpen}
              onClick={() => setChosen(!isOpen)}
            >
              {t('sharedView.open')}
            </Button>
          )}
          <Button
            variant={isWriting ? 'contained' : 'outlined'}
            aria-pressed={isWriting}
            onClick={() => setWriting(!isWriting)}
          >
            {t('consultNotes.title')}
          </Button>
        </>
      }
    />
  );
}

function useDialogue(dialogue: string): DialogueView | null {
  const [dialogues] = useAsk('dialogue/list', {}, ['dialogue']);
  if (dialogues.state !== 'ready') return null;
  return dialogues.value.find((one) => one.dialogue === dialogue) ?? null;
}
