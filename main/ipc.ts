/** The one file that listens to pages. Only the main frame of the program's own origin is answered. */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { ConsiliumError } from '../src/errors.ts';
import type { Outcome } from '../src/workstation/api.ts';
import { REQUEST } from './bridge.ts';
import { isOwnUrl } from './origin.ts';
import { answerRequest, refused, type RequestTargets } from './requests.ts';

/** Answers requests of the pages, with an {@link Outcome} each: nothing is thrown across. */
export function listenToPages(targets: RequestTargets): void {
  ipcMain.handle(REQUEST, async (event, channel: unknown, args: unknown): Promise<Outcome<unknown>> => {
    // Before the first await: the frame is null once its page has gone.
    if (!isOwnMainFrame(event)) return refused(new ConsiliumError('sender-refused'));
    return await answerRequest(channel, args, targets);
  });
}

function isOwnMainFrame(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnUrl(frame.url);
}
