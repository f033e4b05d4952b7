/**
 * The desktop program's main process. It stays thin: windows, permissions, key storage, and the relay between the
 * screens and the core, which is a process of its own, as is each hospital node.
 */
import { app, type BrowserWindow, Menu, powerMonitor, safeStorage } from 'electron';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorCode } from '../src/errors.ts';
import type { WorkstationEvent } from '../src/workstation/api.ts';
import { systemClock } from '../src/node/clock.ts';
import { makePrivateDirectory } from '../src/node/files.ts';
import { stderrLogger } from '../src/node/logger.ts';
import { systemRandom } from '../src/node/random.ts';
import { EVENT } from './bridge.ts';
import { CoreProcess } from './coreProcess.ts';
import { firstScreen } from './firstScreen.ts';
import { guardPages } from './guards.ts';
import { listenToPages } from './ipc.ts';
import { machineKey } from './keyStorage.ts';
import { launchOptions } from './launchOptions.ts';
import { NodeProcesses } from './nodeProcesses.ts';
import { denyPermissions } from './permissions.ts';
import { registerScheme, serveScreens } from './protocol.ts';
import { refused, type CoreLink } from './requests.ts';
import { shellHandlers } from './shell.ts';
import { bringToFront, openWindow } from './window.ts';

const SCREENS = fileURLToPath(new URL('../renderer', import.meta.url));

const options = launchOptions(process.argv, process.env);
const logger = stderrLogger('main', systemClock);
let window: BrowserWindow | null = null;

app.enableSandbox();
registerScheme();
guardPages();
// The single-instance lock lies in userData; what the pages store is kept apart from the workstation's own files.
const sessionData = join(options.dataFolder, 'window');
makePrivateDirectory(options.dataFolder);
makePrivateDirectory(sessionData);
app.setPath('userData', options.dataFolder);
app.setPath('sessionData', sessionData);

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(run);
} else {
  console.log(`Consilium already runs on ${options.dataFolder}: its window was brought to the front.`);
  app.exit(0);
}

function run(): void {
  sayWhereThingsAre();
  denyPermissions();
  serveScreens(SCREENS);
  Menu.setApplicationMenu(applicationMenu());
  const first = firstScreen(async (channel, args) => await (await core).request(channel, args));
  const nodes = new NodeProcesses({ dataFolder: options.dataFolder, logger, mayStart: first.shown });
  const core = startCore(nodes);
  listenToPages({ core: first.ask, shell: shellHandlers({ window: () => window, shown: first.tell }) });
  showWindow();
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => app.quit());
  lockWithTheMachine(core);
  stopBeforeQuit(core, nodes);
}

/** The core, or why there is none: each request then says so on screen. */
async function startCore(nodes: NodeProcesses): Promise<CoreLink> {
  try {
    const key = await machineKey({
      folder: options.dataFolder,
      mode: options.keyStorage,
      platform: process.platform,
      keyRing: safeStorage,
      random: systemRandom,
    });
    return new CoreProcess({
      dataFolder: options.dataFolder,
      machineKey: key,
      nodes,
      logger,
      onEvent: tellWindow,
    });
  } catch (error) {
    logger.error('key-storage-refused', { code: errorCode(error) });
    return {
      request: async () => await Promise.resolve(refused(error)),
      stop: async () => await Promise.resolve(),
    };
  }
}

function tellWindow(event: WorkstationEvent): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(EVENT, event);
}

function showWindow(): void {
  if (window !== null) {
    bringToFront(window);
    return;
  }
  window = openWindow(options);
  window.once('closed', () => {
    window = null;
  });
}

/** A doctor who locks the machine, or shuts its lid, has locked the session. */
function lockWithTheMachine(core: Promise<CoreLink>): void {
  const lock = (): void => void core.then(async (running) => await running.request('account/lock', {}));
  powerMonitor.on('lock-screen', lock);
  powerMonitor.on('suspend', lock);
}

/** The core closes its databases first, then the nodes theirs; only then is the program over. */
function stopBeforeQuit(core: Promise<CoreLink>, nodes: NodeProcesses): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    void core
      .then(async (running) => {
        await running.stop();
        await nodes.stopAll();
      })
      .finally(() => app.exit(0));
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
