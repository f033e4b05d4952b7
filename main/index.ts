/**
 * The desktop program's main process. It stays thin: windows, permissions, key storage, and the relay between the
 * screens and the core, which is a process of its own, as is each hospital node.
 */
import { app, type BrowserWindow, desktopCapturer, Menu } from 'electron';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../src/node/clock.ts';
import { makePrivateDirectory } from '../src/node/files.ts';
import { stderrLogger } from '../src/node/logger.ts';
import { CameraUse } from './cameraUse.ts';
import { guardPages } from './guards.ts';
import { listenToPages } from './ipc.ts';
import { launchOptions } from './launchOptions.ts';
import { denyPermissions } from './permissions.ts';
import type { Program } from './program.ts';
import { SharedScreens } from './sharedScreens.ts';
import { registerScheme, serveScreens } from './protocol.ts';
import { bringToFront, openWindow } from './window.ts';

const SCREENS = fileURLToPath(new URL('../renderer', import.meta.url));

const options = launchOptions(process.argv, process.env);
const logger = stderrLogger('main', systemClock);
let window: BrowserWindow | null = null;

app.enableSandbox();
// WebRTC hides a machine's address behind a name that only its own subnet understands. Whom it is told is the colleague
// of a dialogue, sealed; a hospital has many subnets.
app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns');
registerScheme();
guardPages();
// The single-instance lock lies in userData; what the pages store is kept apart from the workstation's own files.
const sessionData = join(options.dataFolder, 'window');
makePrivateDirectory(options.dataFolder);
makePrivateDirectory(sessionData);
app.setPath('userData', options.dataFolder);
app.setPath('sessionData', sessionData);

if (app.requestSingleInstanceLock()) {
  // Read while the runtime starts.
  const later = import('./program.ts');
  void app.whenReady().then(() => run(later));
} else {
  console.log(`Consilium already runs on ${options.dataFolder}: its window was brought to the front.`);
  app.exit(0);
}

function run(later: Promise<typeof import('./program.ts')>): void {
  sayWhereThingsAre();
  const camera = new CameraUse();
  const screens = new SharedScreens(desktopCapturer);
  denyPermissions(camera, screens);
  Menu.setApplicationMenu(applicationMenu());
  const program = later.then(({ startProgram }) =>
    startProgram({ options, logger, camera, screens, window: () => window }),
  );
  serveScreens(SCREENS, async (request) => await (await program).media(request));
  listenToPages(async (channel, args) => await (await program).answer(channel, args));
  showWindow();
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => app.quit());
  stopBeforeQuit(program);
}

function showWindow(): void {
  if (window !== null) {
    bringToFront(window);
    return;
  }
  window = openWindow({ ...options, clock: systemClock, logger });
  window.once('closed', () => {
    window = null;
  });
}

/** Only when its databases are closed is the program over. */
function stopBeforeQuit(program: Promise<Program>): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    void program.then(async (running) => await running.stop()).finally(() => app.exit(0));
  });
}

function sayWhereThingsAre(): void {
  const { electron, chrome } = process.versions;
  console.log(`Consilium ${app.getVersion()} on Electron ${electron}, Chromium ${chrome}`);
  console.log(`Data: ${options.dataFolder}`);
  console.log('To start anew: quit, then delete that folder.');
}

/** macOS needs a menu for its editing keys; elsewhere the default one offers only what a doctor must not do. */
function applicationMenu(): Menu | null {
  if (process.platform !== 'darwin') return null;
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}
