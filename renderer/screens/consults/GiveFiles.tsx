import AttachFile from '@mui/icons-material/AttachFile';
import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import { Button, Stack } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/core.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { AttachImages } from '../../images/AttachImages.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { GiveRecord } from './GiveRecord.tsx';

/** Files and records for the other side: gathered, looked at, and then sent as one message. */
export function GiveFiles({ dialogue }: { readonly dialogue: string }) {
  const { t } = useTranslation();
  // What was gathered before the window was closed is there again.
  const [waiting] = useAsk('attachment/list', { visit: dialogue });
  const [wish, setWish] = useState<boolean | null>(null);
  const [isRecord, setRecord] = useState(false);
  const [round, setRound] = useState(0);
  const action = useAction();
  const isOpen = wish ?? (waiting.state === 'ready' && waiting.value.length > 0);
  const give = (): void =>
    action.run(async () => {
      await ask('dialogue/give', { dialogue });
      setRound((before) => before + 1);
      setWish(false);
    });
  return (
    <>
      <Stack direction="row" spacing={1}>
        <Button
          size="small"
          startIcon={<AttachFile />}
          aria-expanded={isOpen}
          onClick={() => setWish(!isOpen)}
        >
          {t('given.openAttach')}
        </Button>
        <Button size="small" startIcon={<DescriptionOutlined />} onClick={() => setRecord(true)}>
          {t('given.give.title')}
        </Button>
      </Stack>
      {isOpen && (
        <AttachImages
          visit={dialogue}
          patient=""
          round={round}
          inDialogue
          footer={(attachments) => (
            <Stack sx={{ alignItems: 'start', gap: 1, mt: 1 }}>
              <ErrorNote error={action.error} />
              <Button variant="contained" disabled={attachments.length === 0 || action.busy} onClick={give}>
                {t('given.send')}
              </Button>
            </Stack>
          )}
        />
      )}
      {isRecord && <GiveRecord dialogue={dialogue} onClose={() => setRecord(false)} />}
    </>
  );
}
