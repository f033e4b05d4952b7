/**
 * `desktopCapturer`: Chromium under the stand-in often has no display, and then captures nothing but its own pages. So there
 * is one screen, which is the program's window, and that window itself; a page that was given either gets its own picture.
 */
import type { DesktopCapturerSource, SourcesOptions } from 'electron';
import { StandInBrowserWindow } from './browserWindow.ts';

export interface StandInSource extends Pick<DesktopCapturerSource, 'id' | 'name'> {
  readonly thumbnail: { toPNG(): Buffer };
}

export const desktopCapturer = {
  async getSources({ types, thumbnailSize }: SourcesOptions): Promise<StandInSource[]> {
    const windows = StandInBrowserWindow.getAllWindows();
    const isPictured = thumbnailSize === undefined || thumbnailSize.width * thumbnailSize.height > 0;
    const pictures = await Promise.all(
      windows.map(async ({ webContents }) => (isPictured ? webContents.picture() : Buffer.alloc(0))),
    );
    const named = (id: string, name: string, picture: Buffer = Buffer.alloc(0)): StandInSource => ({
      id,
      name,
      thumbnail: { toPNG: () => picture },
    });
    const screens = windows.length > 0 ? [named('screen:0:0', 'Entire screen', pictures[0])] : [];
    const each = windows.map((window, at) =>
      named(`window:${String(at + 1)}:0`, window.getTitle(), pictures[at]),
    );
    return [...(types.includes('screen') ? screens : []), ...(types.includes('window') ? each : [])];
  },
};
