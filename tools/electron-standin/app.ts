/** The `app` module: the life of the program, from its first tick to its exit. */
import type { App } from 'electron';
import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { startChromium, type Chromium } from './chromium.ts';
import type { ProgramPackage } from './commandLine.ts';
import { preventable } from './events.ts';
import { takeInstanceLock } from './instanceLock.ts';

/** What the app must know of a window, to close it. */
export interface Closable {
  close(): void;
  destroy(): void;
  isDestroyed(): boolean;
}

/** What the app must know of a child process, to end it. */
export interface Endable {
  kill(): boolean;
}

export class StandInApp extends EventEmitter {
  readonly commandLine: Pick<App['commandLine'], 'appendSwitch'>;
  readonly isPackaged = false;
  readonly windows = new Set<Closable>();
  readonly children = new Set<Endable>();
  readonly #program: ProgramPackage;
  readonly #switches: string[];
  readonly #paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #exitProcess = process.exit.bind(process);
  #isReady = false;
  #quitting = false;
  #exiting = false;
  #chromium: Chromium | null = null;

  constructor(program: ProgramPackage, switches: readonly string[]) {
    super();
    this.#program = program;
    this.#switches = [...switches];
    this.commandLine = {
      appendSwitch: (name, value) =>
        void this.#switches.push(value === undefined || value === '' ? `--${name}` : `--${name}=${value}`),
    };
    process.exit = (code) => this.exit(Number(code ?? process.exitCode ?? 0)) as never;
  }

  get name(): string {
    return this.#program.name;
  }

  getVersion(): string {
    return this.#program.version;
  }

  /** Every web content renders in Chromium's own sandbox (but as root, where Chromium has none). */
  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  /** Makes no directory. */
  setPath(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    const known = this.#paths.get(name);
    if (known !== undefined) return known;
    if (name === 'home') return homedir();
    if (name === 'temp') return tmpdir();
    if (name === 'downloads') return join(homedir(), 'Downloads');
    if (name === 'appData') return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
    if (name === 'userData') return join(this.getPath('appData'), this.name);
    if (name === 'sessionData') return this.getPath('userData');
    throw new Error(`Failed to get '${name}' path`);
  }

  isReady(): boolean {
    return this.#isReady;
  }

  async whenReady(): Promise<void> {
    await this.#ready.promise;
  }

  /** Whether the runtime is up, whatever a test harness makes of `isReady`. */
  get chromium(): Chromium {
    if (this.#chromium === null) throw new Error('Session can only be received when app is ready');
    return this.#chromium;
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    const note = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return takeInstanceLock(this.getPath('userData'), note, (other) => {
      void this.#ready.promise.then(() =>
        this.emit(
          'second-instance',
          preventable({}),
          other.argv,
          other.workingDirectory,
          other.additionalData,
        ),
      );
    });
  }

  /** Starts Chromium, then says that the program is ready. */
  async start(): Promise<void> {
    if (this.#exiting) return;
    const starting = startChromium({
      profile: join(this.getPath('sessionData'), 'Chromium'),
      switches: this.#switches,
    });
    // Schemes are answered with it; Node reads it when it is first named, which is now while there is time.
    void globalThis.Response;
    const chromium = await starting;
    this.#chromium = chromium;
    Object.defineProperty(process.versions, 'chrome', { value: chromium.version });
    void chromium.gone.then(() => this.exit(0));
    await chromium.connection.browser.send('Target.setDiscoverTargets', { discover: true });
    this.#isReady = true;
    this.emit('ready', preventable({}), {});
    this.#ready.resolve();
  }

  quit(): void {
    if (this.#quitting || this.#exiting) return;
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    for (const window of this.windows) window.close();
    this.#continueQuit();
  }

  /** A window said no to its closing, so the program stays. */
  cancelQuit(): void {
    this.#quitting = false;
  }

  windowClosed(window: Closable): void {
    this.windows.delete(window);
    if (this.#quitting) this.#continueQuit();
    else if (this.windows.size === 0 && !this.#exiting) {
      if (!this.emit('window-all-closed')) this.quit();
    }
  }

  exit(code = 0): void {
    if (this.#exiting) return;
    this.#exiting = true;
    this.emit('quit', preventable({}), code);
    for (const child of this.children) child.kill();
    void (this.#chromium?.close() ?? Promise.resolve()).then(() => this.#exitProcess(code));
  }

  #continueQuit(): void {
    if (this.windows.size > 0) return;
    const event = preventable({});
    this.emit('will-quit', event);
    this.#quitting = false;
    if (!event.defaultPrevented) this.exit(0);
  }
}
