import { useEffect, type RefObject } from 'react';
import { useChosenDevices } from './chosen.ts';

/** Plays out of the loudspeaker that is chosen, and out of the system's while that one is not plugged in. */
export function useLoudspeaker(element: RefObject<HTMLMediaElement | null>, isSilent: boolean): void {
  const { speaker } = useChosenDevices();
  useEffect(() => {
    const playing = element.current;
    if (playing === null || isSilent) return undefined;
    const use = (): void => {
      playing
        .setSinkId(speaker ?? '')
        .catch(async () => playing.setSinkId(''))
        // There is no loudspeaker at all: the picture goes on.
        .catch(() => undefined);
    };
    use();
    navigator.mediaDevices.addEventListener('devicechange', use);
    return () => navigator.mediaDevices.removeEventListener('devicechange', use);
  }, [element, isSilent, speaker]);
}
