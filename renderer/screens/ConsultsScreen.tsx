import { FormControlLabel, Grid, Stack, Switch, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../client/core.ts';
import { useAction, useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { Conversation } from './consults/Conversation.tsx';
import { DialogueList } from './consults/DialogueList.tsx';
import { FindColleague } from './consults/FindColleague.tsx';
import { Requests } from './consults/Requests.tsx';

/** Who asks this doctor, whom they may ask, and what is said in their dialogues. */
export function ConsultsScreen() {
  const { t } = useTranslation();
  const [requests, reload] = useAsk('dialogue/requests', {}, ['dialogue', 'ledger']);
  const [dialogues] = useAsk('dialogue/list', {}, ['dialogue', 'ledger']);
  const [chosen, setChosen] = useState<string | null>(null);
  const action = useAction();
  const { busy, error } = action;
  const setAvailable = (available: boolean): void =>
    action.run(async () => {
      await ask('dialogue/available', { available });
      reload();
    });
  return (
    <Grid container spacing={2}>
      <Grid size={{ xs: 12, md: 5, lg: 4 }}>
        <Stack spacing={2}>
          <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center' }}>
            <Typography variant="h1">{t('consults.title')}</Typography>
            {requests.state === 'ready' && (
              <FormControlLabel
                label={t('consults.available')}
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
        </Stack>
      </Grid>
      <Grid size={{ xs: 12, md: 7, lg: 8 }}>
        {dialogues.state === 'ready' && <Chosen list={dialogues.value} dialogue={chosen} />}
      </Grid>
    </Grid>
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
  return <Conversation key={found.dialogue} of={found} />;
}
