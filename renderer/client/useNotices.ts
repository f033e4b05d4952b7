import { useEffect, useRef } from 'react';
import { useLanguage } from '../app/useLanguage.ts';
import { listen } from './core.ts';

/**
 * Has the system tell that something came while the window is not looked at: what, and nothing of it. `onOpen` gets the
 * dialogue when the doctor clicks on that.
 */
export function useNotices(onOpen: (dialogue: string) => void): void {
  const language = useLanguage();
  const latest = useRef(onOpen);
  useEffect(() => {
    latest.current = onOpen;
  });
  useEffect(
    () =>
      listen((event) => {
        if (event.type === 'notice') latest.current(event.dialogue);
        if (event.type !== 'dialogue' || event.news === null || document.hasFocus()) return;
        // Where the system has no way to tell, the number in the navigation does.
        window.consilium.invoke('shell/notify', { ...event.news, language }).catch(() => undefined);
      }),
    [language],
  );
}
