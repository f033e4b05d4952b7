import { useEffect, useRef } from 'react';
import { leader } from '../../../src/consult/sharedView/sharedView.ts';
import type { Shared } from './useShared.ts';

/** Whoever begins to lead says what they see as soon as they see it, before any gesture; `say` answers whether they do. */
export function useLeading(shared: Shared, say: () => boolean): void {
  const isSaid = useRef(false);
  const leads = leader(shared.snapshot.view) === 'mine';
  useEffect(() => {
    isSaid.current = leads && (isSaid.current || say());
  });
}
