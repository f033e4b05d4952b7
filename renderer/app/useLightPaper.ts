import { useEffect } from 'react';
import { colourScheme, paint } from './colourScheme.ts';

/** Paper is white: what is printed from a dark screen is printed dark on light. */
export function useLightPaper(): void {
  useEffect(() => {
    const lighten = (): void => paint('light');
    const restore = (): void => paint(colourScheme());
    window.addEventListener('beforeprint', lighten);
    window.addEventListener('afterprint', restore);
    return () => {
      window.removeEventListener('beforeprint', lighten);
      window.removeEventListener('afterprint', restore);
    };
  }, []);
}
