/** The screen's side of the request table: one function, typed by channel, and errors with stable codes. */
import type { ArgsOf, Channel, Outcome, ResultOf, WorkstationEvent } from '../../src/workstation/api.ts';
import type { PlayedHolder } from '../../src/workstation/api/attachments.ts';

/** A refusal by the core: `code` has a text in both languages (renderer/i18n). */
export class CoreError extends Error {
  readonly code: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;

  constructor(code: string, detail: CoreError['detail']) {
    super(code);
    this.name = 'CoreError';
    this.code = code;
    this.detail = detail;
  }
}

/** What the preload script exposes; see main/preload.ts. */
export interface ConsiliumBridge {
  invoke(channel: string, args: unknown): Promise<Outcome<unknown>>;
  on(event: string, listener: (payload: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly consilium: ConsiliumBridge;
  }
}

/** Asks the core. The result type follows from the channel. @throws CoreError */
export async function ask<C extends Channel>(channel: C, args: ArgsOf<C>): Promise<ResultOf<C>> {
  const outcome = await window.consilium.invoke(channel, args);
  if (!outcome.ok) throw new CoreError(outcome.code, outcome.detail);
  return outcome.value as ResultOf<C>;
}

/**
 * Has the shell (main process) ask where to save a file, and write it. False when the user changed their mind.
 * @throws CoreError `file-write-failed`
 */
export async function saveFile(file: {
  readonly suggestedName: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
}): Promise<boolean> {
  const outcome = await window.consilium.invoke('shell/save-file', file);
  if (!outcome.ok) throw new CoreError(outcome.code, outcome.detail);
  return isSaved(outcome.value);
}

/** An address under which the page can play a film or sound; until {@link stopPlaying}. @throws CoreError */
export async function playable(played: {
  readonly of: PlayedHolder;
  readonly id: number;
  readonly size: number;
  readonly contentType: string;
}): Promise<string> {
  const outcome = await window.consilium.invoke('shell/play', played);
  if (!outcome.ok) throw new CoreError(outcome.code, outcome.detail);
  const { value } = outcome;
  const address = typeof value === 'object' && value !== null && 'address' in value ? value.address : null;
  if (typeof address !== 'string') throw new CoreError('internal', {});
  return address;
}

export function stopPlaying(address: string): void {
  void window.consilium.invoke('shell/play-stop', { address });
}

/** Has a person choose the folder of the scanner. False when they changed their mind. @throws CoreError */
export async function chooseScannerFolder(): Promise<boolean> {
  const outcome = await window.consilium.invoke('shell/scanner-folder', {});
  if (!outcome.ok) throw new CoreError(outcome.code, outcome.detail);
  const { value } = outcome;
  return typeof value === 'object' && value !== null && 'chosen' in value && value.chosen === true;
}

/** From now on the page may use camera and microphone, or may not. @throws CoreError */
export async function allowCamera(allowed: boolean): Promise<void> {
  const outcome = await window.consilium.invoke('shell/camera', { allowed });
  if (!outcome.ok) throw new CoreError(outcome.code, outcome.detail);
}

/** How long a window that nobody sees, and that has therefore nothing to paint, may hold up what starts after it. */
const SHOWN_MS = 1_000;
const SETTLED_MS = 500;

/**
 * Tells the shell that the login screen is painted, and calls back then. The half second after that belongs to whoever
 * begins to type: what starts then would hold up the first letters.
 */
export function whenShown(then: () => void): void {
  const tell = (): void => {
    void window.consilium.invoke('shell/shown', {});
    then();
  };
  window.requestIdleCallback(() => void window.setTimeout(tell, SETTLED_MS), { timeout: SHOWN_MS });
}

/**
 * What the page has for the printer, as a PDF. Errors: `print-failed`.
 * @throws CoreError
 */
export async function pagePdf(): Promise<Uint8Array<ArrayBuffer>> {
  const outcome = await window.consilium.invoke('shell/page-pdf', {});
  if (!outcome.ok) throw new CoreError(outcome.code, outcome.detail);
  const { value } = outcome;
  if (typeof value !== 'object' || value === null || !('pdf' in value) || !(value.pdf instanceof Uint8Array))
    throw new CoreError('print-failed', {});
  return new Uint8Array(value.pdf);
}

function isSaved(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'saved' in value && value.saved === true;
}

/** Listens to the core until the returned function is called. */
export function listen(listener: (event: WorkstationEvent) => void): () => void {
  return window.consilium.on('consilium:event', (payload) => listener(payload as WorkstationEvent));
}

/** Whatever was thrown, as an error with a code: `internal` for a bug. */
export function asCoreError(error: unknown): CoreError {
  return error instanceof CoreError ? error : new CoreError('internal', {});
}
