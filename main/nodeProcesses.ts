/** The hospital nodes that run on this machine, a process each, started and ended as the core asks. */
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConsiliumError } from '../src/errors.ts';
import type { Logger } from '../src/ports.ts';
import { Child } from './childProcess.ts';
import { fromNode } from './messages.ts';
import { refused } from './refusal.ts';

const ENTRY = fileURLToPath(new URL('../node/node.js', import.meta.url));

interface RunningNode {
  readonly child: Child;
  readonly address: Promise<string>;
}

export interface NodeProcessesOptions {
  readonly dataFolder: string;
  readonly logger: Logger;
  /** No process is started before this resolves. */
  readonly mayStart: Promise<void>;
}

export class NodeProcesses {
  readonly #options: NodeProcessesOptions;
  readonly #running = new Map<string, RunningNode>();

  constructor(options: NodeProcessesOptions) {
    this.#options = options;
  }

  /**
   * Makes sure that the node in `folder` runs; answers the address it listens on. Errors: `node-folder-refused`,
   * `node-gone` (it ended before it listened), or what the node itself refused to start for.
   */
  async start(folder: string): Promise<string> {
    if (!isWithin(this.#options.dataFolder, folder)) throw new ConsiliumError('node-folder-refused');
    await this.#options.mayStart;
    const running = this.#running.get(folder) ?? this.#spawn(folder);
    return await running.address;
  }

  /** Ends the node in `folder` and waits for it. */
  async stop(folder: string): Promise<void> {
    await this.#running.get(folder)?.child.stop();
  }

  /** A person has looked at this machine's date. */
  confirmDate(folder: string): void {
    this.#running.get(folder)?.child.send({ type: 'confirm-date' });
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map(async (folder) => await this.stop(folder)));
  }

  #spawn(folder: string): RunningNode {
    const listening = Promise.withResolvers<string>();
    // Nobody may be waiting any more when the process ends.
    listening.promise.catch(() => undefined);
    const child = new Child({
      entry: ENTRY,
      name: 'Consilium node',
      onMessage: (message) => {
        if (!settle(message, listening)) void child.stop();
      },
      onExit: () => {
        this.#running.delete(folder);
        this.#options.logger.info('node-exit');
        listening.reject(new ConsiliumError('node-gone'));
      },
    });
    const running = { child, address: listening.promise };
    this.#running.set(folder, running);
    child.send({ type: 'start', folder });
    return running;
  }
}

/** Whether the node runs, by its own word. */
function settle(message: unknown, listening: PromiseWithResolvers<string>): boolean {
  const read = fromNode.safeParse(message);
  const report = read.success ? read.data : { type: 'start-failed' as const, refusal: refused(read.error) };
  if (report.type === 'listening') {
    listening.resolve(report.address);
    return true;
  }
  const { code, detail } = report.refusal;
  listening.reject(new ConsiliumError(code, detail));
  return false;
}

function isWithin(parent: string, path: string): boolean {
  const within = relative(parent, path);
  return within !== '' && !within.startsWith('..') && !isAbsolute(within);
}
