/** The one file that listens to pages. Only the main frame of the program's own origin is answered. */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { ConsiliumError } from '../src/errors.ts';
import type { Outcome } from '../src/workstation/api.ts';
import { REQUEST } from './bridge.ts';
import { isOwnUrl } from './origin.ts';
import type { Program } from './program.ts';
import { refused } from './refusal.ts';

/** Answers requests of the pages, with an {@link Outcome} each: nothing is thrown across. */
export function listenToPages(answer: Program['answer']): void {
  ipcMain.handle(REQUEST, async (event, channel: unknown, args: unknown): Promise<Outcome<unknown>> => {
    // Before the first await: the frame is null once its page has gone.
    if (!isOwnMainFrame(event)) return refused(new ConsiliumError('sender-refused'));
    return await answer(channel, args);
  });
}

function isOwnMainFrame(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnUrl(frame.url);
}
