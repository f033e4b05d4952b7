/** Starts the screens: styles under the page's nonce, the language, the theme. */
import { early } from './client/startEarly.ts';
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { CssBaseline } from '@mui/material';
import { ThemeProvider } from '@mui/material/styles';
import { StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { themeFor } from './app/theme.ts';
import { useLanguage } from './app/useLanguage.ts';
import { preferences, usePreferences } from './client/preferences.ts';
import { languageOf, startTranslation } from './i18n/index.ts';

function Screens({ nonce }: { readonly nonce: string }) {
  const language = useLanguage();
  // One engine: styles need no other vendor's prefixes.
  const cache = useMemo(() => createCache({ key: 'css', nonce, stylisPlugins: [] }), [nonce]);
  const { contrast } = usePreferences();
  const theme = useMemo(() => themeFor(language, contrast), [language, contrast]);
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} defaultMode="system">
        <CssBaseline enableColorScheme />
        <App />
      </ThemeProvider>
    </CacheProvider>
  );
}

/** The nonce of this answer: main/ puts it on the page's own tags, where scripts can read it. */
function pageNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}

const root = document.getElementById('root');
if (root !== null) {
  const { language } = await startTranslation(navigator.language);
  // Made now, while the answers are on their way.
  themeFor(languageOf(language), preferences().contrast);
  await early;
  createRoot(root).render(
    <StrictMode>
      <Screens nonce={pageNonce()} />
    </StrictMode>,
  );
}
