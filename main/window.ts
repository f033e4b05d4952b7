/** The program's window. */
import { app, BrowserWindow } from 'electron';
import { fileURLToPath } from 'node:url';
import type { Clock, Logger } from '../src/ports.ts';
import { CrashLimit } from './crashLimit.ts';
import { START_URL, STOPPED_URL } from './origin.ts';

const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

export interface WindowSettings {
  readonly contentProtection: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the window; it shows itself when the first picture is there, and never names a patient in its title. */
export function openWindow(settings: WindowSettings): BrowserWindow {
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
  openAfterCrash(window, settings);
  // A load that fails is shown by the runtime itself; its promise only repeats it.
  window.loadURL(START_URL).catch(() => undefined);
  return window;
}

/** A page that crashed is opened again, within limits; drafts are in the core, not in the page. */
function openAfterCrash(window: BrowserWindow, { clock, logger }: WindowSettings): void {
  const limit = new CrashLimit(clock);
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const isAgain = limit.mayReopen();
    logger.error(isAgain ? 'page-reopened' : 'page-crashed', { reason });
    // Even the page that says so may crash: what cannot be shown is in the log.
    if (isAgain || window.webContents.getURL() !== STOPPED_URL)
      window.loadURL(isAgain ? START_URL : STOPPED_URL).catch(() => undefined);
  });
}

/** Brings a window to the front, for a second start of the program. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
