/** The `dialog` module: zenity where it is installed and there is a display, else every dialog is cancelled. */
import { execFile } from 'node:child_process';
import type { OpenDialogReturnValue, SaveDialogOptions, SaveDialogReturnValue } from 'electron';

export const dialog = {
  /** Takes the window first, or not. */
  showSaveDialog: async (...args: unknown[]): Promise<SaveDialogReturnValue> => {
    const options = args.at(-1) as SaveDialogOptions;
    const filePath = await zenity([
      '--save',
      '--confirm-overwrite',
      `--filename=${options.defaultPath ?? ''}`,
    ]);
    return { canceled: filePath === '', filePath };
  },
  /** Of a folder: the stand-in knows only programs that ask for one. */
  showOpenDialog: async (): Promise<OpenDialogReturnValue> => {
    const folder = await zenity(['--directory']);
    return { canceled: folder === '', filePaths: folder === '' ? [] : [folder] };
  },
};

/** The path that was chosen, or nothing. */
async function zenity(options: readonly string[]): Promise<string> {
  return await new Promise((resolve) => {
    execFile('zenity', ['--file-selection', ...options], (error, stdout) => {
      if (error !== null && error.code === 'ENOENT') {
        console.error('[stand-in] a file dialog needs the Debian package zenity; it counts as cancelled');
      }
      resolve(error === null ? stdout.trim() : '');
    });
  });
}
