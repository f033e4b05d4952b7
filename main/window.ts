/** The program's window. */
import { app, BrowserWindow } from 'electron';
import { fileURLToPath } from 'node:url';
import { START_URL } from './origin.ts';

const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

/** Opens the window; it shows itself when the first picture is there, and never names a patient in its title. */
export function openWindow(settings: { readonly contentProtection: boolean }): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Consilium',
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#f4f6f7',
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // Its dictionaries would come over the network, and what is typed here are patients' records.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.setContentProtection(settings.contentProtection);
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  // A page that crashed is opened again; drafts are in the core, not in the page.
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) void window.loadURL(START_URL);
  });
  // A load that fails is shown by the runtime itself; its promise only repeats it.
  window.loadURL(START_URL).catch(() => undefined);
  return window;
}

/** Brings a window to the front, for a second start of the program. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
