/**
 * What stands behind the window: the core, the hospital nodes, and the table of what a page may ask. A file of its own,
 * read while the runtime starts: the window waits for none of it.
 */
import { powerMonitor, safeStorage, type BrowserWindow } from 'electron';
import { errorCode } from '../src/errors.ts';
import { systemRandom } from '../src/node/random.ts';
import type { Logger } from '../src/ports.ts';
import type { Outcome, WorkstationEvent } from '../src/workstation/api.ts';
import { EVENT } from './bridge.ts';
import type { CameraUse } from './cameraUse.ts';
import { CoreProcess } from './coreProcess.ts';
import { ExportedFiles } from './exportedFiles.ts';
import { firstScreen } from './firstScreen.ts';
import { machineKey } from './keyStorage.ts';
import type { LaunchOptions } from './launchOptions.ts';
import { MediaStreams } from './mediaStreams.ts';
import { NodeProcesses } from './nodeProcesses.ts';
import { Notices } from './notices.ts';
import { refused } from './refusal.ts';
import { answerRequest, type CoreLink } from './requests.ts';
import { shellHandlers } from './shell.ts';
import type { SharedScreens } from './sharedScreens.ts';
import { bringToFront } from './window.ts';

export interface ProgramHost {
  readonly options: LaunchOptions;
  readonly logger: Logger;
  readonly camera: CameraUse;
  readonly screens: SharedScreens;
  /** Null while it is closed. */
  readonly window: () => BrowserWindow | null;
}

export interface Program {
  /** Answers one request of a page, and never rejects. */
  readonly answer: (channel: unknown, args: unknown) => Promise<Outcome<unknown>>;
  /** A part of a film or sound that the page plays. */
  readonly media: (request: Request) => Promise<Response>;
  /** The core closes its databases first, then the nodes theirs. */
  readonly stop: () => Promise<void>;
}

export function startProgram(host: ProgramHost): Program {
  const first = firstScreen(async (channel, args) => await (await core).request(channel, args));
  const { dataFolder } = host.options;
  const nodes = new NodeProcesses({ dataFolder, logger: host.logger, mayStart: first.shown });
  const media = new MediaStreams(first.ask, systemRandom);
  const exports = new ExportedFiles(systemRandom);
  const notices = new Notices((dialogue) => openNotice(host.window(), dialogue));
  const core = startCore(host, nodes, () => {
    media.clear();
    void exports.clear();
    notices.clear();
    host.camera.allow(false);
    host.screens.forget();
  });
  const shell = shellHandlers({ ...host, core: first.ask, exports, media, notices, shown: first.tell });
  const targets = { core: first.ask, shell };
  lockWithTheMachine(core);
  return {
    answer: async (channel, args) => await answerRequest(channel, args, targets),
    media: async (request) => await media.answer(request),
    stop: async () => {
      await (await core).stop();
      await nodes.stopAll();
    },
  };
}

/** The core, or why there is none: each request then says so on screen. */
async function startCore(
  { options, logger, window }: ProgramHost,
  nodes: NodeProcesses,
  onSession: () => void,
): Promise<CoreLink> {
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
      onEvent: (event) => {
        if (event.type === 'session') onSession();
        tell(window(), event);
      },
    });
  } catch (error) {
    logger.error('key-storage-refused', { code: errorCode(error) });
    return {
      request: async () => await Promise.resolve(refused(error)),
      stop: async () => await Promise.resolve(),
    };
  }
}

function tell(window: BrowserWindow | null, event: WorkstationEvent): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(EVENT, event);
}

function openNotice(window: BrowserWindow | null, dialogue: string): void {
  if (window === null || window.isDestroyed()) return;
  bringToFront(window);
  tell(window, { type: 'notice', dialogue });
}

/** A doctor who locks the machine, or shuts its lid, has locked the session. */
function lockWithTheMachine(core: Promise<CoreLink>): void {
  const lock = (): void => void core.then(async (running) => await running.request('account/lock', {}));
  powerMonitor.on('lock-screen', lock);
  powerMonitor.on('suspend', lock);
}
