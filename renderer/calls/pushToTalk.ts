/** The space bar as a microphone's button: whoever is muted is heard for as long as it is held. */
import { useEffect } from 'react';
import { isComposing, isDialogOpen, isTyping } from '../client/keys.ts';
import type { CallConnection } from './callConnection.ts';

/** What the space bar presses or chooses itself. */
const TAKES_SPACE =
  'button, a, input, select, summary, [role="button"], [role="combobox"], [role="option"], [tabindex="0"]';

export type Microphone = Pick<CallConnection, 'setOff' | 'snapshot'>;

/** Listens at `target`; answers what ends it, which mutes whoever still holds the key. */
export function listenForTalk(microphone: Microphone, target: Window): () => void {
  let isHeld = false;
  const release = (): void => {
    if (!isHeld) return;
    isHeld = false;
    microphone.setOff('audio', true);
  };
  const press = (event: KeyboardEvent): void => {
    if (!isTalkKey(event)) return;
    // Held, it comes again and again, and would move the page.
    if (isHeld) event.preventDefault();
    if (isHeld || event.repeat || !microphone.snapshot.isMuted) return;
    event.preventDefault();
    isHeld = true;
    microphone.setOff('audio', false);
  };
  const lift = (event: KeyboardEvent): void => {
    if (event.code === 'Space') release();
  };
  target.addEventListener('keydown', press);
  target.addEventListener('keyup', lift);
  // Its key is lifted in another window then, of which nothing is heard here.
  target.addEventListener('blur', release);
  return () => {
    release();
    target.removeEventListener('keydown', press);
    target.removeEventListener('keyup', lift);
    target.removeEventListener('blur', release);
  };
}

export function usePushToTalk(microphone: Microphone): void {
  useEffect(() => listenForTalk(microphone, window), [microphone]);
}

function isTalkKey(event: KeyboardEvent): boolean {
  if (event.code !== 'Space' || event.defaultPrevented || isComposing(event)) return false;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  const { target } = event;
  return !isTyping(target) && !isDialogOpen() && !(target instanceof Element && target.closest(TAKES_SPACE));
}
