/** The `dialog` module: zenity where it is installed and there is a display, else every dialog is cancelled. */
import { execFile } from 'node:child_process';
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron';

const CANCELLED: SaveDialogReturnValue = { canceled: true, filePath: '' };

export const dialog = {
  /** Takes the window first, or not. */
  showSaveDialog: async (...args: unknown[]): Promise<SaveDialogReturnValue> => {
    const options = args.at(-1) as SaveDialogOptions;
    return await new Promise((resolve) => {
      const zenity = [
        '--file-selection',
        '--save',
        '--confirm-overwrite',
        `--filename=${options.defaultPath ?? ''}`,
      ];
      execFile('zenity', zenity, (error, stdout) => {
        if (error !== null && error.code === 'ENOENT') {
          console.error('[stand-in] a file dialog needs the Debian package zenity; it counts as cancelled');
        }
        const filePath = stdout.trim();
        resolve(error === null && filePath !== '' ? { canceled: false, filePath } : CANCELLED);
      });
    });
  },
};
