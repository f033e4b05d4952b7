/** The same two doctors: one asks for a video consult, the other agrees, and it rings. */
import type { StoryStep } from '../story.ts';

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
  ];
}
