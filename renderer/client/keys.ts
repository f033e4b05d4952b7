/** Keys as shortcuts: which may be taken, and when. Enter and letters of an input method belong to the input method. */
import { useEffect, useRef } from 'react';

/** Whether an input method is composing: the key belongs to it, whatever else it would mean here. */
export function isComposing(event: { readonly isComposing: boolean; readonly keyCode?: number }): boolean {
  // 229 is what a key is called while an input method has it; some end a composition with isComposing already false.
  return event.isComposing || event.keyCode === 229;
}

/** Whether what is typed becomes text: a single letter is no shortcut there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'file'].includes(target.type);
}

const DIALOG = '[role="dialog"]';

/** Whether a dialog is open. */
export function isDialogOpen(): boolean {
  return document.querySelector(DIALOG) !== null;
}

/** Whether a dialog is open: what is behind it takes no shortcuts. */
function isBehindDialog(target: EventTarget | null): boolean {
  const dialog = document.querySelector(DIALOG);
  return dialog !== null && !(target instanceof Node && dialog.contains(target));
}

export interface KeyCombination {
  /** As `KeyboardEvent.key`; letters in lower case. */
  readonly key: string;
  /** Ctrl, or the command key of a Mac. */
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
}

/**
 * Calls `onKey` at a combination of keys anywhere in the window, except while an input method composes, behind a
 * dialog, and (without Ctrl or Alt) while a text is being typed.
 */
export function useKey(combination: KeyCombination, onKey: () => void): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  const { key, ctrl = false, shift, alt = false } = combination;
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isComposing(event) || isBehindDialog(event.target)) return;
      if (event.key.toLowerCase() !== key || event.altKey !== alt) return;
      if ((event.ctrlKey || event.metaKey) !== ctrl) return;
      if (shift !== undefined && event.shiftKey !== shift) return;
      if (!ctrl && !alt && isTyping(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [key, ctrl, shift, alt]);
}
