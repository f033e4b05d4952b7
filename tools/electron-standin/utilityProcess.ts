/** The `utilityProcess` module: a child process with Node's environment and one port to its parent. */
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ForkOptions } from 'electron';
import type { StandInApp } from './app.ts';

const BOOT = fileURLToPath(new URL('utilityBoot.js', import.meta.url));

export class StandInUtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super();
    const output = options.stdio === 'ignore' ? 'ignore' : 'inherit';
    const title = options.serviceName === undefined ? [] : [`--title=${options.serviceName}`];
    this.#child = spawn(process.execPath, [...title, BOOT, modulePath, ...args], {
      stdio: ['ignore', output, output, 'ipc'],
      serialization: 'advanced',
      // Electron's allocator gives large buffers back to the system; the C library's learns to keep them, unless it is told.
      env: { MALLOC_MMAP_THRESHOLD_: '131072', ...(options.env ?? process.env) },
    });
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message: { readonly data: unknown }) => this.emit('message', message.data));
    this.#child.once('exit', (code, signal) =>
      this.emit('exit', code ?? (signal === null ? 1 : constants.signals[signal])),
    );
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  /** Throws for what cannot be cloned. A message to a process that has ended is lost. */
  postMessage(message: unknown): void {
    const data: unknown = structuredClone(message);
    if (this.#child.connected) this.#child.send({ data }, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill();
  }
}

export function utilityProcessOf(app: StandInApp): {
  fork(modulePath: string, args?: string[], options?: ForkOptions): StandInUtilityProcess;
} {
  return {
    fork: (modulePath, args = [], options = {}) => {
      if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
      const child = new StandInUtilityProcess(modulePath, args, options);
      app.children.add(child);
      child.once('exit', () => app.children.delete(child));
      return child;
    },
  };
}
