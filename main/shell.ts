/** Answers the shell's own request table. */
import { dialog, type BrowserWindow, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { writeFile } from 'node:fs/promises';
import { ConsiliumError } from '../src/errors.ts';
import type { CameraUse } from './cameraUse.ts';
import { systemCode, type ExportedFiles } from './exportedFiles.ts';
import type { MediaStreams } from './mediaStreams.ts';
import type { Notices } from './notices.ts';
import type { SharedScreens } from './sharedScreens.ts';
import type { AskCore } from './requests.ts';
import type { ShellArgs, ShellHandlers, ShellResult } from './shellApi.ts';

export interface ShellParts {
  /** The window that a dialog belongs to, or null when it is closed. */
  readonly window: () => BrowserWindow | null;
  readonly camera: CameraUse;
  readonly core: AskCore;
  readonly exports: ExportedFiles;
  readonly media: MediaStreams;
  readonly notices: Notices;
  readonly screens: SharedScreens;
  /** The login screen is painted. */
  readonly shown: () => void;
}

export function shellHandlers({
  camera,
  core,
  window,
  media,
  notices,
  screens,
  shown,
  exports,
}: ShellParts): ShellHandlers {
  return {
    'shell/save-file': async (args) => await saveFile(window(), args),
    'shell/shown': async () => {
      shown();
      return await Promise.resolve({});
    },
    'shell/camera': async ({ allowed }) => {
      camera.allow(allowed);
      // What was chosen in a call is not given after it.
      if (!allowed) screens.forget();
      return await Promise.resolve({});
    },
    'shell/screens': async () => await screens.list(core),
    'shell/screen-choose': async ({ id }) => {
      await screens.choose(core, id);
      return {};
    },
    'shell/notify': async (notice) => {
      notices.show(notice);
      return await Promise.resolve({});
    },
    'shell/scanner-folder': async () => await chooseScannerFolder(window(), core),
    'shell/play': async (args) => await Promise.resolve(media.play(args)),
    'shell/play-stop': async (args) => {
      media.stop(args);
      return await Promise.resolve({});
    },
    'shell/export-begin': async ({ suggestedName }) => {
      const path = await chosenPath(window(), suggestedName);
      return { file: path === null ? null : await exports.begin(path) };
    },
    'shell/export-write': async (args) => {
      await exports.write(args);
      return {};
    },
    'shell/export-end': async (args) => {
      await exports.end(args);
      return {};
    },
    'shell/page-pdf': async () => await pagePdf(window()),
  };
}

/** Tagged, so that a screen reader can read it; the sheet says its size itself. Errors: `print-failed`. */
async function pagePdf(window: BrowserWindow | null): Promise<ShellResult<'shell/page-pdf'>> {
  if (window === null) throw new ConsiliumError('print-failed');
  try {
    const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true, generateTaggedPDF: true });
    return { pdf: new Uint8Array(pdf) };
  } catch (cause) {
    throw new ConsiliumError('print-failed', {}, { cause });
  }
}

/** Errors: those of `scanner/use`. */
async function chooseScannerFolder(
  window: BrowserWindow | null,
  core: AskCore,
): Promise<ShellResult<'shell/scanner-folder'>> {
  const options: OpenDialogOptions = { properties: ['openDirectory'] };
  const answer = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  const [folder] = answer.filePaths;
  if (answer.canceled || folder === undefined) return { chosen: false };
  const outcome = await core('scanner/use', { folder });
  if (!outcome.ok) throw new ConsiliumError(outcome.code, outcome.detail);
  return { chosen: true };
}

/** @throws ConsiliumError `file-write-failed` {reason} */
async function saveFile(
  window: BrowserWindow | null,
  args: ShellArgs<'shell/save-file'>,
): Promise<ShellResult<'shell/save-file'>> {
  const path = await chosenPath(window, args.suggestedName);
  if (path === null) return { saved: false };
  try {
    // Readable by its owner alone: what is saved is a card, a slip or a master card.
    await writeFile(path, args.bytes, { mode: 0o600 });
  } catch (cause) {
    throw new ConsiliumError('file-write-failed', { reason: systemCode(cause) }, { cause });
  }
  return { saved: true };
}

/** Where a person says; null when they changed their mind. */
async function chosenPath(window: BrowserWindow | null, suggestedName: string): Promise<string | null> {
  const options: SaveDialogOptions = { defaultPath: suggestedName };
  const answer = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
}
