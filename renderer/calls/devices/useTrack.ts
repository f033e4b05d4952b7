import { useEffect, useState } from 'react';
import { troubleOf, type Trouble } from './trouble.ts';

export interface Opened {
  readonly track: MediaStreamTrack | null;
  readonly trouble: Trouble | null;
}

const OPENING: Opened = { track: null, trouble: null };

/** A track for as long as it is wanted: it is ended when another is opened or nobody looks any more. */
export function useTrack(open: () => Promise<MediaStreamTrack>): Opened {
  const [opened, setOpened] = useState(OPENING);
  useEffect(() => {
    let current = true;
    let mine: MediaStreamTrack | null = null;
    open().then(
      (track) => {
        mine = track;
        if (!current) return track.stop();
        track.addEventListener('ended', () => current && setOpened({ track: null, trouble: 'unplugged' }));
        setOpened({ track, trouble: null });
      },
      (cause: unknown) => current && setOpened({ track: null, trouble: troubleOf(cause) }),
    );
    return () => {
      current = false;
      mine?.stop();
      setOpened(OPENING);
    };
  }, [open]);
  return opened;
}
