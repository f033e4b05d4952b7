import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CallView } from '../../src/workstation/api/calls.ts';
import { useLanguage } from '../app/useLanguage.ts';
import { ask, listen } from '../client/core.ts';
import { CallConnection } from './callConnection.ts';
import type { CallSnapshot } from './callSnapshot.ts';

export interface CurrentCall {
  /** Null where there is none. */
  readonly view: CallView | null;
  readonly connection: CallConnection;
  readonly shown: CallSnapshot;
}

/** The call that there is, and the page's side of it, for as long as a doctor is logged in. */
export function useCall(): CurrentCall {
  const [connection] = useState(() => new CallConnection());
  const [view, setView] = useState<CallView | null>(null);
  const shown = useSyncExternalStore(connection.subscribe, () => connection.snapshot);
  const language = useLanguage();
  const told = useRef<string | null>(null);
  useEffect(() => {
    let isHere = true;
    const look = async (rings: boolean): Promise<void> => {
      await connection.follow();
      const { call } = await ask('call/now', {});
      if (!isHere) return;
      setView(call);
      if (!rings || call === null || document.hasFocus() || told.current === call.call) return;
      told.current = call.call;
      const { dialogue } = call;
      await window.consilium.invoke('shell/notify', { kind: 'call', dialogue, language });
    };
    // Whoever has locked the session sees nothing of it, and the core has ended the call.
    const lookQuietly = (rings: boolean): void => void look(rings).catch(() => undefined);
    const stop = listen((event) => {
      if (event.type === 'call') lookQuietly(event.rings);
    });
    lookQuietly(false);
    return () => {
      isHere = false;
      stop();
    };
  }, [connection, language]);
  useEffect(() => () => connection.close(), [connection]);
  return { view, connection, shown };
}
