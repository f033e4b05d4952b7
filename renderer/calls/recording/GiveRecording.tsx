import { Button, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { RecordingView } from '../../../src/workstation/api/recordings.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

interface GiveRecordingProps {
  readonly of: RecordingView;
  /** There is no room for what it means. */
  readonly isShort?: boolean;
}

/** Gives an own recording to the other doctor, or says how it stands with that. */
export function GiveRecording({ isShort = false, of }: GiveRecordingProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { given, isOfOther, recording, state } = of;
  const doctor = named(of.other.name, language);
  if (isOfOther || state === 'running') return null;
  if (given !== null)
    return (
      <Typography variant="body2" role="status">
        {t(`recording.given.${given}`, { doctor })}
      </Typography>
    );
  const give = (): void => action.run(async () => void (await ask('recording/give', { recording })));
  return (
    <Stack spacing={0.5} sx={{ alignItems: 'flex-start' }}>
      <Button variant="outlined" size="small" disabled={action.busy} onClick={give}>
        {t('recording.give', { doctor })}
      </Button>
      {!isShort && (
        <Typography variant="caption" color="textSecondary">
          {t('recording.giveWhat', { doctor })}
        </Typography>
      )}
      <ErrorNote error={action.error} />
    </Stack>
  );
}

interface OfferedProps {
  readonly dialogue: string;
  /** That has just ended. */
  readonly recording: string;
  readonly isShort?: boolean;
}

/** Offered to who recorded, when the recording has stopped, until the other doctor has it. */
export function OfferedRecording({ dialogue, isShort = false, recording }: OfferedProps) {
  const [list] = useAsk('recording/list', { dialogue }, ['dialogue']);
  const of = list.state === 'ready' ? list.value.find((one) => one.recording === recording) : undefined;
  return of === undefined || of.given === 'theirs' ? null : <GiveRecording of={of} isShort={isShort} />;
}

/** Offered in the conversation when the call has ended with its recording, until the other doctor has it. */
export function OfferedAfterCall({ dialogue }: Pick<OfferedProps, 'dialogue'>) {
  const [state] = useAsk('recording/state', { dialogue }, ['dialogue']);
  const isOver = state.state === 'ready' && state.value.phase === 'over' && state.value.why !== 'declined';
  return isOver ? <OfferedRecording dialogue={dialogue} recording={state.value.recording} /> : null;
}
