import {
  Button,
  Chip,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bilingual } from '../../../src/workstation/api/common.ts';
import type { RecordingStateView } from '../../../src/workstation/api/recordings.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, CoreError } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { OfferedRecording } from './GiveRecording.tsx';
import { ProposeRecording } from './ProposeRecording.tsx';
import { useRecording, type RecordedCall } from './useRecording.ts';

interface RecordingControlsProps extends RecordedCall {
  /** The other doctor. */
  readonly name: Bilingual;
  /** There is room for the sign alone. */
  readonly isSmall: boolean;
}

/** The button that asks for a recording, the other doctor's question, and the red sign on both sides while it runs. */
export function RecordingControls({ isSmall, name, ...call }: RecordingControlsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { error, state } = useRecording(call);
  const [isAsking, setAsking] = useState(false);
  const action = useAction();
  const { dialogue, isLive } = call;
  const doctor = named(name, language);
  const stop = (): void => action.run(async () => void (await ask('recording/stop', { dialogue })));
  const isFree = state.phase === 'off' || state.phase === 'over';
  return (
    <>
      {state.phase === 'on' && (
        <Chip
          color="error"
          role="status"
          label={state.holder === 'me' ? t('recordingCall.onHere') : t('recordingCall.onThere', { doctor })}
        />
      )}
      {!isSmall && state.phase === 'over' && state.code === null && (
        <Typography variant="body2" role="status">
          {t(`recordingCall.over.${state.why}`)}
        </Typography>
      )}
      {!isSmall && state.phase === 'over' && state.why !== 'declined' && (
        <OfferedRecording dialogue={dialogue} recording={state.recording} isShort />
      )}
      {!isSmall && isFree && isLive && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('recordingCall.ask')}
        </Button>
      )}
      {!isSmall && (state.phase === 'on' || (state.phase === 'proposed' && state.by === 'me')) && (
        <Button size="small" color="error" disabled={action.busy} onClick={stop}>
          {t(state.phase === 'on' ? 'recordingCall.stop' : 'recordingCall.takeBack')}
        </Button>
      )}
      <ErrorNote error={error ?? action.error ?? endedBy(state)} />
      {state.phase === 'proposed' && state.by === 'peer' && (
        <Question dialogue={dialogue} doctor={doctor} scope={state.scope} />
      )}
      {isAsking && <ProposeRecording dialogue={dialogue} doctor={doctor} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Why it could not go on. */
function endedBy(state: RecordingStateView): CoreError | null {
  return state.phase === 'over' && state.code !== null ? new CoreError(state.code, {}) : null;
}

interface QuestionProps {
  readonly dialogue: string;
  readonly doctor: string;
  readonly scope: 'audio' | 'video' | 'consult';
}

/** The other doctor asks; nothing is recorded before this one has signed. */
function Question({ dialogue, doctor, scope }: QuestionProps) {
  const { t } = useTranslation();
  const action = useAction();
  const answer = (agrees: boolean): void =>
    action.run(async () => void (await ask('recording/answer', { dialogue, agrees })));
  return (
    <Dialog open role="alertdialog" maxWidth="xs">
      <DialogTitle>{t('recordingCall.question')}</DialogTitle>
      <DialogContent>
        <DialogContentText>
          {t('recordingCall.asked', { doctor, scope: t(`recording.scopes.${scope}`) })}
        </DialogContentText>
        <ErrorNote error={action.error} />
      </DialogContent>
      <DialogActions>
        <Button disabled={action.busy} onClick={() => answer(false)}>
          {t('recordingCall.decline')}
        </Button>
        <Button variant="contained" disabled={action.busy} onClick={() => answer(true)}>
          {t('recordingCall.agree')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
