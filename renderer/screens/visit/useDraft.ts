import { useCallback, useEffect, useRef, useState } from 'react';
import type { Note } from '../../../src/workstation/api/visits.ts';
import { ask, asCoreError, type CoreError } from '../../client/core.ts';
import { draftsWritten, saveDraft } from '../../client/drafts.ts';
import { EMPTY_NOTE } from './noteFields.ts';

/** The draft is on its way to the disk this long after the last key: within a second it is there. */
const SAVE_AFTER_MS = 400;

const UNSAVED = { is: 'unsaved' } as const;

export type DraftState =
  | { readonly is: 'empty' }
  | { readonly is: 'unsaved' }
  | { readonly is: 'saving' }
  | { readonly is: 'saved'; readonly at: number }
  | { readonly is: 'failed'; readonly error: CoreError };

export interface Draft {
  /** Null while it is being loaded, or when it cannot be; `state` says which. */
  readonly note: Note | null;
  readonly state: DraftState;
  readonly change: (change: Partial<Note>) => void;
  /** Saves what is not saved yet; resolves when it is on disk. @throws CoreError */
  readonly flush: () => Promise<void>;
  /** An empty note after signing. Nothing of the old one is written any more: a save would resurrect it. */
  reset(): void;
}

/** A note that saves itself: soon after the last key, and at once when a field or the screen is left. */
export function useDraft(visit: string): Draft {
  const [note, setNote] = useState<Note | null>(null);
  const [state, setState] = useState<DraftState>({ is: 'empty' });
  const pending = useRef<Note | null>(null);
  // What a change is made to: a change that was long under way must not bring back an older text.
  const latest = useRef<Note | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const flush = useCallback(async (): Promise<void> => {
    window.clearTimeout(timer.current);
    const next = pending.current;
    // What is under way counts as well: after a flush, everything is on disk.
    if (next === null) return await draftsWritten();
    pending.current = null;
    setState({ is: 'saving' });
    try {
      const { savedAt } = await saveDraft({ visit, note: next });
      if (pending.current === null) setState({ is: 'saved', at: savedAt });
    } catch (cause) {
      pending.current ??= next;
      setState({ is: 'failed', error: asCoreError(cause) });
      throw cause;
    }
  }, [visit]);
  useEffect(() => {
    let current = true;
    loadDraft(visit).then(
      (draft) => {
        if (!current) return;
        latest.current = draft?.note ?? EMPTY_NOTE;
        setNote(latest.current);
        if (draft !== null) setState({ is: 'saved', at: draft.savedAt });
      },
      (cause: unknown) => current && setState({ is: 'failed', error: asCoreError(cause) }),
    );
    return () => {
      current = false;
    };
  }, [visit]);
  useFlushOnLeaving(flush);
  const change = useCallback(
    (changed: Partial<Note>): void => {
      if (latest.current === null) return;
      const next = { ...latest.current, ...changed };
      latest.current = next;
      setNote(next);
      setState(UNSAVED);
      pending.current = next;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void flush().catch(() => undefined), SAVE_AFTER_MS);
    },
    [flush],
  );
  const reset = (): void => {
    window.clearTimeout(timer.current);
    pending.current = null;
    latest.current = EMPTY_NOTE;
    setNote(EMPTY_NOTE);
    setState({ is: 'empty' });
  };
  return { note, state, change, flush, reset };
}

/** After the saves under way: leaving a visit and coming back at once must not show the draft before the last. */
async function loadDraft(visit: string) {
  await draftsWritten();
  return await ask('draft/load', { visit });
}

/** The window loses the focus or goes, or the screen is left: what is not saved is saved now. */
function useFlushOnLeaving(flush: () => Promise<void>): void {
  useEffect(() => {
    const leave = (): void => void flush().catch(() => undefined);
    window.addEventListener('beforeunload', leave);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('beforeunload', leave);
      window.removeEventListener('blur', leave);
      leave();
    };
  }, [flush]);
}
