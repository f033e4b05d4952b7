import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { usePreferences } from '../client/preferences.ts';
import { schemeStorage } from './colourScheme.ts';
import { themeFor } from './theme.ts';
import { useLanguage } from './useLanguage.ts';

/** The nonce of this page: main/ puts it on the page's own tags, where scripts can read it. */
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
// One engine: styles need no other vendor's prefixes.
const cache = createCache({ key: 'css', nonce, stylisPlugins: [] });

/** The theme around all that needs it: everything but what stands before anybody has logged in. */
export function Themed({ children }: { readonly children: ReactNode }) {
  const language = useLanguage();
  const { contrast } = usePreferences();
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={themeFor(language, contrast)} storageManager={schemeStorage}>
        {children}
      </ThemeProvider>
    </CacheProvider>
  );
}
