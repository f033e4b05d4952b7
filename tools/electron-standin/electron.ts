/**
 * The `electron` module of the stand-in. It has the members that main/ and its preload script use, those that
 * Playwright uses, and those by which the contract suite looks at them (../../test/contract/electron/members.ts).
 */
import type {
  App,
  BrowserWindow as ElectronWindow,
  Dialog,
  IpcMain,
  Notification,
  Protocol,
  Session,
  WebContents,
} from 'electron';
import { EventEmitter } from 'node:events';
import { StandInApp } from './app.ts';
import { useRuntime, type StandInBrowserWindow } from './browserWindow.ts';
import { dialog } from './dialog.ts';
import { desktopCapturer } from './desktopCapturer.ts';
import type { StandInNotification } from './notification.ts';
import type { StandInWebContents } from './webContents.ts';
import { parseCommandLine, readProgram } from './commandLine.ts';
import { StandInIpcMain } from './ipcMain.ts';
import { StandInProtocol } from './protocol.ts';
import { safeStorageOf } from './safeStorage.ts';
import { StandInSession } from './session.ts';
import { utilityProcessOf } from './utilityProcess.ts';

const commandLine = parseCommandLine(process.argv.slice(2));

export const app = new StandInApp(readProgram(commandLine.program), commandLine.switches);
export const ipcMain = new StandInIpcMain();
export const protocol = new StandInProtocol(app);
export const safeStorage = safeStorageOf(app);
export const utilityProcess = utilityProcessOf(app);
/** Silent, as a machine that is never locked; a test emits its events. */
export const powerMonitor = new EventEmitter();

const defaultSession = new StandInSession();
export const session = {
  /** Throws before the program is ready. */
  get defaultSession(): StandInSession {
    void app.chromium;
    return defaultSession;
  },
};
useRuntime({ app, ipcMain, protocol, session: defaultSession });

export { StandInBrowserWindow as BrowserWindow } from './browserWindow.ts';
export { StandInWebContents as webContents } from './webContents.ts';
export { StandInMenu as Menu } from './menu.ts';
export { StandInNotification as Notification } from './notification.ts';
export { desktopCapturer, dialog };

/**
 * What is here has Electron's own types. The compiler says where not. Listeners are
 * left out, for those answer the whole object.
 */
type Conforms<_Here extends Electron, Electron> = true;
export type Conformity = [
  Conforms<
    typeof app,
    Pick<
      App,
      | 'enableSandbox'
      | 'exit'
      | 'getVersion'
      | 'isPackaged'
      | 'isReady'
      | 'quit'
      | 'requestSingleInstanceLock'
      | 'setPath'
      | 'whenReady'
    >
  >,
  Conforms<typeof ipcMain, Pick<IpcMain, 'handle' | 'removeHandler'>>,
  Conforms<typeof protocol, Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'>>,
  Conforms<typeof dialog, Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>>,
  Conforms<StandInNotification, Pick<Notification, 'body' | 'close' | 'show' | 'title'>>,
  Conforms<
    StandInSession,
    Pick<
      Session,
      | 'setDevicePermissionHandler'
      | 'setDisplayMediaRequestHandler'
      | 'setPermissionCheckHandler'
      | 'setPermissionRequestHandler'
    >
  >,
  Conforms<
    StandInBrowserWindow,
    Pick<
      ElectronWindow,
      | 'close'
      | 'destroy'
      | 'focus'
      | 'getTitle'
      | 'isDestroyed'
      | 'isMinimized'
      | 'isVisible'
      | 'loadURL'
      | 'restore'
      | 'setContentProtection'
      | 'show'
    >
  >,
  Conforms<
    StandInWebContents,
    Pick<WebContents, 'getURL' | 'isDestroyed' | 'loadURL' | 'printToPDF' | 'send' | 'setWindowOpenHandler'>
  >,
];
