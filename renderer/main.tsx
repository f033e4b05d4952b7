/** Starts the screens: the language, the colours, the first picture. */
import { early } from './client/startEarly.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startColours } from './app/colourScheme.ts';
import { startTranslation } from './i18n/index.ts';

const root = document.getElementById('root');
if (root !== null) {
  startColours();
  await startTranslation(navigator.language);
  await early;
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
