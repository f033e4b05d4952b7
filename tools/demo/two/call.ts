/** The same two doctors see and hear each other: one asks, the other agrees, and both are in one call. */
import type { Locator } from 'playwright';
import type { StoryStep } from '../story.ts';
import type { WorkstationWindow } from '../workstationWindow.ts';

const REASON = '请一起看心电图';

export function callSteps(): readonly StoryStep[] {
  return [
    {
      id: 'call-ask',
      title: 'Dr Wang asks Dr Li for a video consult, in their dialogue',
      at: 'b',
      kinds: [],
      run: async (window) => {
        await window.button('call.ask').click();
        await window.field('call.reason').fill(REASON);
        await window.button('call.send').click();
        await window.see(new RegExp(RegExp.escape(REASON), 'u'));
        return 'one more request of the same form, signed';
      },
    },
    {
      id: 'call-grant',
      title: 'Dr Li agrees: both have the right to video for a day',
      at: 'a',
      kinds: [],
      run: async (window) => {
        await window.button('call.grant').click();
        await window.button('call.ring').waitFor();
        return 'granted';
      },
    },
    {
      id: 'call-ring',
      title: 'Dr Wang calls',
      at: 'b',
      kinds: [],
      run: async (window) => {
        await window.button('call.ring').click();
        await window.see(window.text('call.phase.ringing'));
        return 'it rings; nothing of camera or microphone goes yet';
      },
    },
    {
      id: 'call-take',
      title: 'Dr Li takes the call, and sees Dr Wang once both have confirmed the encryption',
      at: 'a',
      kinds: [],
      run: async (window) => {
        await window.button('call.take').click();
        return await negotiated(window);
      },
    },
    {
      id: 'call-live',
      title: 'Dr Wang sees Dr Li',
      at: 'b',
      kinds: [],
      run: async (window) => negotiated(window),
    },
  ];
}

/** What protects the call, as the screen says it; the other face is there then. */
export async function negotiated(window: WorkstationWindow): Promise<string> {
  await otherFace(window).waitFor();
  const badge = window.page.getByRole('button', {
    name: new RegExp(
      `^(?:${['call.badge.encrypted' as const, 'call.badge.compared' as const]
        .map((key) => RegExp.escape(window.text(key)))
        .join('|')})$`,
      'u',
    ),
  });
  await badge.click();
  const shown = await window.page
    .getByText(/DTLS 1\.\d/u)
    .locator('..')
    .innerText();
  await window.page.keyboard.press('Escape');
  return shown.replaceAll('\n', ' · ');
}

/** Hangs up at one side; both put the end away. */
export async function hangUp(one: WorkstationWindow, other: WorkstationWindow): Promise<void> {
  await one.button('call.hangUp').click();
  for (const window of [one, other]) {
    await window.see(window.text('call.ended.hung-up'));
    await window.button('common.close').click();
  }
}

/** The picture of the other doctor, and not one's own, which Chinese names alike. */
export function otherFace(window: WorkstationWindow): Locator {
  const [own, any] = [window.text('call.ownFace'), window.text('call.faceOf', { name: '.+' })];
  return window.page.getByLabel(new RegExp(`^(?!${RegExp.escape(own)}$)${any}$`, 'u'));
}
