/** In the call of the same two doctors: one asks whether it may be recorded, the other agrees, and one stops it. */
import type { StoryStep } from '../story.ts';
import type { WorkstationWindow } from '../workstationWindow.ts';

/** Of the call's clock: so long is recorded at least. */
const RECORDED_S = 3;

export function recordSteps(): readonly StoryStep[] {
  return [
    {
      id: 'record-ask',
      title: 'Dr Wang asks whether the call may be recorded',
      at: 'b',
      kinds: [],
      run: async (window) => {
        await window.button('recordingCall.ask').click();
        await window.page.getByLabel(window.text('recordingCall.hasPatient')).uncheck();
        await window.button('recordingCall.commit').click();
        await window.button('recordingCall.takeBack').waitFor();
        return 'signed; nothing is recorded yet';
      },
    },
    {
      id: 'record-agree',
      title: 'Dr Li agrees, and both are shown that it is recorded',
      at: 'a',
      kinds: [],
      run: async (window) => {
        await window.button('recordingCall.agree').click();
        await window.button('recordingCall.stop').waitFor();
        return 'two signed words';
      },
    },
    {
      id: 'record-stop',
      title: 'Dr Wang stops it after a while',
      at: 'b',
      kinds: [],
      run: async (window) => {
        await window.see(window.text('recordingCall.onHere'));
        const begun = await clockOf(window);
        while ((await clockOf(window)) < begun + RECORDED_S) await window.page.waitForTimeout(200);
        await window.button('recordingCall.stop').click();
        await window.see(window.text('recordingCall.over.stopped'));
        return 'sealed on Dr Wang’s computer, minute by minute';
      },
    },
  ];
}

/** What the call's clock shows, s. */
async function clockOf(window: WorkstationWindow): Promise<number> {
  const shown = await window.page.getByLabel(window.text('call.time')).innerText();
  return shown.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
}
