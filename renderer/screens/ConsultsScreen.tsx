import { Box, Button, FormControlLabel, Stack, Switch, Typography } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../client/core.ts';
import { useAction, useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { BesideDialogue } from './consults/BesideDialogue.tsx';
import { Conversation } from './consults/Conversation.tsx';
import { DialogueList } from './consults/DialogueList.tsx';
import { FindColleague } from './consults/FindColleague.tsx';
import { Requests } from './consults/Requests.tsx';

const CallCheck = lazy(async () => ({
  default: (await import('../calls/check/CallCheck.tsx')).CallCheck,
}));

/** Who asks this doctor, whom they may ask, and what is said in their dialogues; `first` is the one to begin with. */
export function ConsultsScreen({ first }: { readonly first: string | null }) {
  const { t } = useTranslation();
  const [requests, reload] = useAsk('dialogue/requests', {}, ['dialogue', 'ledger']);
  const [dialogues] = useAsk('dialogue/list', {}, ['dialogue', 'ledger']);
  const [chosen, setChosen] = useState(first);
  const action = useAction();
  const { busy, error } = action;
  const setAvailable = (available: boolean): void =>
    action.run(async () => {
      await ask('dialogue/available', { available });
      reload();
    });
  return (
    <Box sx={{ display: 'flex', gap: 2, height: '100%', minHeight: 420 }}>
      <Stack spacing={1.5} sx={{ width: 300, flexShrink: 0, overflow: 'auto', pr: 0.5 }}>
        <Stack
          direction="row"
          sx={{ columnGap: 1, flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'center' }}
        >
          <Typography variant="h1">{t('consults.title')}</Typography>
          {requests.state === 'ready' && (
            <FormControlLabel
              label={t('consults.available')}
              slotProps={{ typography: { variant: 'body2' } }}
              sx={{ mr: 0 }}
              control={
                <Switch
                  checked={requests.value.available}
                  disabled={busy}
                  onChange={(_, checked) => setAvailable(checked)}
                />
              }
            />
          )}
        </Stack>
        <ErrorNote error={error} />
        <Answer of={requests}>{(value) => <Requests {...value} />}</Answer>
        <Answer of={dialogues}>
          {(list) => <DialogueList list={list} chosen={chosen} onChoose={setChosen} />}
        </Answer>
        <FindColleague />
        <DeviceCheck />
      </Stack>
      {dialogues.state === 'ready' && <Chosen list={dialogues.value} dialogue={chosen} />}
    </Box>
  );
}

function DeviceCheck() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button sx={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
        {t('check.open')}
      </Button>
      <Suspense>{isOpen && <CallCheck onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

function Chosen({
  list,
  dialogue,
}: {
  readonly list: Parameters<typeof DialogueList>[0]['list'];
  readonly dialogue: string | null;
}) {
  const { t } = useTranslation();
  const found = list.find((one) => one.dialogue === dialogue);
  if (found === undefined) return <Typography color="textSecondary">{t('consults.choose')}</Typography>;
  return (
    <>
      <Conversation key={found.dialogue} of={found} />
      <BesideDialogue key={`beside ${found.dialogue}`} of={found} />
    </>
  );
}
