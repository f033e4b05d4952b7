/** Notices that somebody talks whose microphone is muted: a word, not a cough, and not each pause between two words. */
import { useEffect, useState } from 'react';
import { watchLevel } from './level.ts';

/** Of the bar of a level: a voice at the desk, more than a quiet room. */
const LOUD = 0.4;
/** Levels, of which ten come a second: so many more loud than quiet ones are talk, and so many are remembered. */
const TALK = 6;
const MOST = 30;

export interface MutedTalk {
  readonly loud: number;
  readonly isTalking: boolean;
}

export const SILENT: MutedTalk = { loud: 0, isTalking: false };

/** After one more level. Pure. */
export function heardMuted({ isTalking, loud }: MutedTalk, level: number): MutedTalk {
  const next = level > LOUD ? Math.min(MOST, loud + 1) : Math.max(0, loud - 1);
  // What was said stays said until it has been quiet for as long: a hint that flickers is not read.
  return {
    loud: next >= TALK && !isTalking ? MOST : next,
    isTalking: next >= TALK || (isTalking && next > 0),
  };
}

/** The microphone is listened to here alone, and only while it is muted. */
export function useMutedTalk(stream: MediaStream | null, isMuted: boolean): boolean {
  const [talk, setTalk] = useState(SILENT);
  useEffect(() => {
    const [track] = stream?.getAudioTracks() ?? [];
    if (track === undefined || !isMuted) return undefined;
    const stop = watchLevel(track, (level) => setTalk((before) => heardMuted(before, level)));
    return () => {
      stop();
      setTalk(SILENT);
    };
  }, [stream, isMuted]);
  return talk.isTalking;
}
