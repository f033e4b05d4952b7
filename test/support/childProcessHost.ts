/**
 * A host for real cores: hospital nodes are child processes, as they are beside the desktop program, and a test can
 * kill them. It needs no test around it.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MINIMUM_LIMITS } from '../../src/crypto/passwordHash.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { systemClock } from '../../src/node/clock.ts';
import { silentLogger } from '../../src/node/logger.ts';
import { systemRandom } from '../../src/node/random.ts';
import { systemTimers } from '../../src/node/timers.ts';
import type { Clock, Logger } from '../../src/ports.ts';
import type { WorkstationEvent } from '../../src/workstation/api.ts';
import type { CoreHost } from '../../src/workstation/core/context.ts';
import type { CoreOptions } from '../../src/workstation/core/core.ts';

const NODE_ENTRY = fileURLToPath(new URL('../../src/hospital/main.ts', import.meta.url));
/** Key stores of tests are cheap to open; the story that is played in a window pays the whole price. */
export const CHEAP: CoreOptions = { keyStoreLimits: MINIMUM_LIMITS };

/** Cards and slips as well: for cores that open only what was made with these. */
export const CHEAPEST: CoreOptions = {
  ...CHEAP,
  secretLimits: { pin: MINIMUM_LIMITS, master: MINIMUM_LIMITS },
};

export interface TestHostOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly onEvent?: (event: WorkstationEvent) => void;
}

interface RunningNode {
  readonly child: ChildProcess;
  readonly address: Promise<string>;
}

/** A CoreHost whose nodes are processes of Node's own. */
export class ChildProcessHost implements CoreHost {
  readonly dataFolder: string;
  readonly machineKey = new Uint8Array(32).fill(7);
  readonly clock: Clock;
  readonly random = systemRandom;
  readonly timers = systemTimers;
  readonly logger: Logger;
  readonly events: WorkstationEvent[] = [];
  /** While true no node is started: it is away for good. */
  nodesAway = false;
  readonly #onEvent: (event: WorkstationEvent) => void;
  readonly #nodes = new Map<string, RunningNode>();

  constructor(dataFolder: string, options: TestHostOptions = {}) {
    this.dataFolder = dataFolder;
    this.clock = options.clock ?? systemClock;
    this.logger = options.logger ?? silentLogger;
    this.#onEvent = options.onEvent ?? (() => undefined);
  }

  async startNode(folder: string): Promise<string> {
    if (this.nodesAway) throw new ConsiliumError('node-away');
    const running = this.#nodes.get(folder) ?? this.#spawn(folder);
    return running.address;
  }

  async stopNode(folder: string): Promise<void> {
    await this.#end(folder, 'SIGTERM');
  }

  async confirmDate(folder: string): Promise<void> {
    this.#nodes.get(folder)?.child.send({ type: 'confirm-date' });
  }

  async stopAllNodes(): Promise<void> {
    await Promise.all([...this.#nodes.keys()].map(async (folder) => this.stopNode(folder)));
  }

  /** As `kill -9` does; resolves when the process is gone. */
  async killNode(folder: string): Promise<void> {
    await this.#end(folder, 'SIGKILL');
  }

  async killAllNodes(): Promise<void> {
    await Promise.all([...this.#nodes.keys()].map(async (folder) => this.killNode(folder)));
  }

  /** Of the node in `folder`; 0 when it does not run. */
  nodePid(folder: string): number {
    return this.#nodes.get(folder)?.child.pid ?? 0;
  }

  /** Process ids of the nodes that run. */
  nodePids(): readonly number[] {
    return [...this.#nodes.values()].flatMap(({ child }) => child.pid ?? []);
  }

  emit(event: WorkstationEvent): void {
    this.events.push(event);
    this.#onEvent(event);
  }

  #spawn(folder: string): RunningNode {
    const child = fork(NODE_ENTRY, [folder], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const address = new Promise<string>((resolve, reject) => {
      child.on('message', (message) => {
        const report = message as { type: string; address: string; refusal: { code: string } };
        if (report.type === 'listening') resolve(report.address);
        else reject(new ConsiliumError(report.refusal.code));
      });
      child.once('exit', () => {
        this.#nodes.delete(folder);
        reject(new ConsiliumError('node-gone'));
      });
    });
    address.catch(() => undefined);
    const running = { child, address };
    this.#nodes.set(folder, running);
    return running;
  }

  async #end(folder: string, signal: NodeJS.Signals): Promise<void> {
    const child = this.#nodes.get(folder)?.child;
    if (child === undefined || child.exitCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  }
}
