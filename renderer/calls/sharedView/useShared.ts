import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { SharedWays } from '../../peer/linkWays.ts';
import { SharedViewStore, type Doctors, type Snapshot } from './store.ts';

export interface Shared {
  readonly store: SharedViewStore;
  readonly snapshot: Snapshot;
  readonly names: { readonly mine: string; readonly theirs: string };
  readonly colours: { readonly mine: string; readonly theirs: string };
}

interface SharedOf {
  /** Null while it is not known. */
  readonly ways: SharedWays | null;
  /** Ids in hex. */
  readonly me: string;
  readonly other: string;
  readonly names: Shared['names'];
}

/** The colours of the doctor with the greater id and of the other, the same on both screens; seen on black and on white. */
const GREATER = '#ffb300';
const LESSER = '#4fc3f7';

/** A page is one voice of a dialogue, wherever it is shown: in the conversation, in the room of a call, or in both. */
const stores = new WeakMap<SharedWays, SharedViewStore>();

function storeOf(ways: SharedWays, doctors: Doctors): SharedViewStore {
  const known = stores.get(ways);
  if (known?.isOf(doctors) === true) return known;
  const made = new SharedViewStore(ways, doctors);
  stores.set(ways, made);
  return made;
}

/** The view that is shared, for as long as it is asked for; what was said stays when a connection is made anew. */
export function useShared({ ways, me, other, names }: SharedOf): Shared | null {
  const store = useMemo(() => (ways === null ? null : storeOf(ways, { me, other })), [ways, me, other]);
  useEffect(() => store?.open(), [store]);
  const snapshot = useSyncExternalStore(
    useMemo(() => (listener: () => void) => store?.subscribe(listener) ?? nothing, [store]),
    () => store?.snapshot ?? null,
  );
  const { mine, theirs } = names;
  return useMemo(() => {
    if (store === null || snapshot === null) return null;
    const colours = me > other ? { mine: GREATER, theirs: LESSER } : { mine: LESSER, theirs: GREATER };
    return { store, snapshot, names: { mine, theirs }, colours };
  }, [store, snapshot, me, other, mine, theirs]);
}

const nothing = (): void => undefined;
