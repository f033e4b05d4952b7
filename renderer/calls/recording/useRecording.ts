/** Recording in a call: how it stands, and the recorders of whoever holds it while both have agreed. */
import { useEffect, useRef, useState } from 'react';
import type { RecordingStateView } from '../../../src/workstation/api/recordings.ts';
import { ask, asCoreError, type CoreError } from '../../client/core.ts';
import { useAsk } from '../../client/useAsk.ts';
import type { CallRecorder } from './callRecorder.ts';

/** What there is of a call to record. */
export interface RecordedCall {
  readonly dialogue: string;
  readonly localStream: MediaStream | null;
  readonly remoteStream: MediaStream | null;
  /** Both sides see each other. */
  readonly isLive: boolean;
}

export interface Recording {
  readonly state: RecordingStateView;
  readonly error: CoreError | null;
}

const OFF: RecordingStateView = { phase: 'off' };

export function useRecording({ dialogue, isLive, localStream, remoteStream }: RecordedCall): Recording {
  const [answer] = useAsk('recording/state', { dialogue }, ['dialogue']);
  const [error, setError] = useState<CoreError | null>(null);
  const state = answer.state === 'ready' ? answer.value : OFF;
  const streams = useRef({ localStream, remoteStream });
  const recorder = useRef<CallRecorder | null>(null);
  const isMine = state.phase === 'on' && state.holder === 'me';
  const recording = isMine ? state.recording : null;
  const scope = isMine ? state.scope : 'video';
  useEffect(() => {
    if (recording === null) return undefined;
    let isOver = false;
    const begun = import('./callRecorder.ts').then((module) => {
      if (isOver) return;
      recorder.current = new module.CallRecorder({
        scope,
        own: () => streams.current.localStream,
        other: () => streams.current.remoteStream,
        give: async (chunk) => void (await ask('recording/chunk', { recording, ...chunk })),
        now: () => performance.now(),
        // The core has ended it by then, and says why.
        failed: (cause) => setError(asCoreError(cause)),
      });
    });
    return () => {
      isOver = true;
      void begun
        .then(async () => {
          const ending = recorder.current;
          recorder.current = null;
          await ending?.stop();
          await ask('recording/finish', { recording });
        })
        .catch((cause: unknown) => setError(asCoreError(cause)));
    };
  }, [recording, scope]);
  useEffect(() => {
    streams.current = { localStream, remoteStream };
    recorder.current?.changed();
  }, [localStream, remoteStream]);
  useEffect(() => recorder.current?.interrupted(!isLive), [isLive]);
  return { state, error };
}
