/** What core and node processes have in common: how they are started, watched and ended. */
import { utilityProcess, type UtilityProcess } from 'electron';

/** How long a process may take to end by itself: it flushes a database, no more. */
const STOP_MS = 5_000;

export interface ChildOptions {
  /** Absolute path of the built entry. */
  readonly entry: string;
  readonly name: string;
  onMessage(message: unknown): void;
  onExit(): void;
}

/** A utility process of this program. */
export class Child {
  readonly #process: UtilityProcess;
  readonly #gone: Promise<void>;

  constructor(options: ChildOptions) {
    this.#process = utilityProcess.fork(options.entry, [], {
      serviceName: options.name,
      stdio: 'inherit',
      env: quietEnvironment(),
    });
    this.#process.on('message', (message: unknown) => options.onMessage(message));
    this.#gone = new Promise((resolve) => {
      this.#process.once('exit', () => {
        options.onExit();
        resolve();
      });
    });
  }

  send(message: unknown): void {
    this.#process.postMessage(message);
  }

  /** Asks the process to end, and ends it when it does not. */
  async stop(): Promise<void> {
    this.send({ type: 'stop' });
    const timer = setTimeout(() => this.#process.kill(), STOP_MS);
    await this.#gone;
    clearTimeout(timer);
  }
}

/** The environment without what would let it open a debugger's port or load foreign code into a process with keys. */
function quietEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith('NODE_') ? [] : [[name, value]],
    ),
  );
}
