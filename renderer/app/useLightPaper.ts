import { useEffect } from 'react';

/** Where the theme says whether it is light or dark (theme.ts). */
const SCHEME = 'data-color-scheme';

/** Paper is white: what is printed from a dark screen is printed dark on light. */
export function useLightPaper(): void {
  useEffect(() => {
    const page = document.documentElement;
    let before: string | null = null;
    const lighten = (): void => {
      before = page.getAttribute(SCHEME);
      page.setAttribute(SCHEME, 'light');
    };
    const restore = (): void => {
      if (before !== null) page.setAttribute(SCHEME, before);
      before = null;
    };
    window.addEventListener('beforeprint', lighten);
    window.addEventListener('afterprint', restore);
    return () => {
      window.removeEventListener('beforeprint', lighten);
      window.removeEventListener('afterprint', restore);
    };
  }, []);
}
