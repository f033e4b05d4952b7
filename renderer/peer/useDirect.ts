import { useEffect } from 'react';
import type { DialogueView } from '../../src/workstation/api/dialogue.ts';
import { connections } from './useConnections.ts';

/** Whoever was not there, or whose connection broke, may be there again; ms. */
const AGAIN_MS = 20_000;

/** Has a direct connection for a dialogue that is looked at, while the other side is there. */
export function useDirect(of: DialogueView | null): void {
  const isWanted = of !== null && of.ended === null && of.open && of.live === 'no';
  const dialogue = of?.dialogue ?? '';
  useEffect(() => {
    if (!isWanted) return undefined;
    const want = (): void => {
      connections()
        .then(async (all) => all.want(dialogue))
        // Without it everything goes through the mailbox.
        .catch(() => undefined);
    };
    want();
    const timer = window.setInterval(want, AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [dialogue, isWanted]);
}
