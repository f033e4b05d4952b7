import { Alert, Button, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { TranscriptView } from '../../../src/workstation/api/transcript.ts';
import { ask } from '../../client/core.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { TranscriptText } from './TranscriptText.tsx';

/** A transcript inside its dialogue: its text, who signed, and what is to be done. */
export function TranscriptCard({ transcript }: { readonly transcript: string }) {
  const [view, reload] = useAsk('transcript/view', { transcript }, ['dialogue']);
  return <Answer of={view}>{(value) => <Shown view={value} onChanged={reload} />}</Answer>;
}

interface ShownProps {
  readonly view: TranscriptView;
  readonly onChanged: () => void;
}

function Shown({ view, onChanged }: ShownProps) {
  const { t } = useTranslation();
  const action = useAction();
  const { mine, state, text, transcript } = view;
  const run = (work: () => Promise<unknown>): void =>
    action.run(async () => {
      await work();
      onChanged();
    });
  const answer = (signs: boolean): void => run(async () => ask('transcript/answer', { transcript, signs }));
  return (
    <Stack spacing={0.5}>
      <Typography variant="h3">{t(mine ? 'transcript.mine' : 'transcript.theirs')}</Typography>
      <TranscriptText text={text} />
      <Alert severity={state === 'signed' || state === 'attached' ? 'success' : 'info'} sx={{ py: 0 }}>
        {t(`transcript.states.${state}`)}
      </Alert>
      <Stack direction="row" spacing={1}>
        {!mine && state === 'asked' && (
          <>
            <Button size="small" variant="contained" disabled={action.busy} onClick={() => answer(true)}>
              {t('transcript.sign')}
            </Button>
            <Button size="small" disabled={action.busy} onClick={() => answer(false)}>
              {t('transcript.decline')}
            </Button>
          </>
        )}
        {mine && state === 'signed' && (
          <Button
            size="small"
            variant="contained"
            disabled={action.busy}
            onClick={() => run(async () => ask('transcript/attach', { transcript }))}
          >
            {t('transcript.attach')}
          </Button>
        )}
      </Stack>
      <ErrorNote error={action.error} />
    </Stack>
  );
}
