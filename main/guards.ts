/** Keeps every page where it is: no navigation away, no second window, no embedded page. */
import { app, type WebContents } from 'electron';
import { isOwnUrl } from './origin.ts';

/** Guards each page from its creation on. Must run before the first window is made. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-frame-navigate', (details) => {
    if (!isOwnUrl(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    if (!isOwnUrl(details.url)) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
