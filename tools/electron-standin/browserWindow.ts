/** The `BrowserWindow` class: a window of Chromium with one page. */
import type { BrowserWindowConstructorOptions } from 'electron';
import { EventEmitter } from 'node:events';
import { preventable } from './events.ts';
import { StandInWebContents, type Runtime } from './webContents.ts';

let runtime: Runtime | null = null;
const windows: StandInBrowserWindow[] = [];
let nextId = 1;

/** Must run before any window is made. */
export function useRuntime(value: Runtime): void {
  runtime = value;
}

function currentRuntime(): Runtime {
  if (runtime === null) throw new Error('the stand-in has not started');
  return runtime;
}

export class StandInBrowserWindow extends EventEmitter {
  readonly id = nextId++;
  readonly webContents: StandInWebContents;
  #title: string;
  #visible: boolean;
  #destroyed = false;
  readonly #least: readonly [number, number];
  readonly #backgroundColor: string;
  #shown = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    const { app } = currentRuntime();
    // Throws before the program is ready, as Electron does.
    void app.chromium;
    this.#title = options.title ?? app.name;
    this.#visible = options.show !== false;
    this.#least = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#backgroundColor = options.backgroundColor ?? '#FFFFFF';
    this.webContents = new StandInWebContents(currentRuntime(), {
      preload: options.webPreferences?.preload,
      width: options.width ?? 800,
      height: options.height ?? 600,
    });
    windows.push(this);
    app.windows.add(this);
    this.webContents.on('-painted', () => this.#readyToShow());
    this.webContents.on('did-finish-load', () => this.#readyToShow());
    this.webContents.on('-title', (title: string) => this.#titleChanged(title));
    this.webContents.once('destroyed', () => this.#closed());
  }

  static getAllWindows(): StandInBrowserWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: StandInWebContents): StandInBrowserWindow | null {
    return windows.find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url);
  }

  /** Chromium's window is there from the start; what is kept is what the program believes. */
  show(): void {
    this.#visible = true;
    this.emit('show');
  }

  isVisible(): boolean {
    return this.#visible;
  }

  focus(): void {
    if (!this.#destroyed) this.emit('focus');
  }

  /** Nobody but a person at the screen can minimise the stand-in's window, and focus raises it. */
  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.#visible = true;
  }

  getTitle(): string {
    return this.#title;
  }

  getMinimumSize(): number[] {
    return [...this.#least];
  }

  getBackgroundColor(): string {
    return this.#backgroundColor;
  }

  /** Linux has no such thing, under Electron neither. */
  setContentProtection(_enable: boolean): void {
    void this.#destroyed;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) currentRuntime().app.cancelQuit();
    else this.webContents.close({ waitForBeforeUnload: true });
  }

  destroy(): void {
    this.webContents.close();
  }

  #readyToShow(): void {
    if (this.#shown || this.webContents.getURL() === 'about:blank') return;
    this.#shown = true;
    this.emit('ready-to-show');
  }

  #titleChanged(title: string): void {
    if (title === this.#title || this.webContents.getURL() === 'about:blank') return;
    const event = preventable({});
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.#title = title;
  }

  #closed(): void {
    this.#destroyed = true;
    windows.splice(windows.indexOf(this), 1);
    this.emit('closed');
    currentRuntime().app.windowClosed(this);
  }
}
