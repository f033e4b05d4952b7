import { useEffect, useState } from 'react';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { named } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import type { SharedWays } from '../../peer/linkWays.ts';
import { connections } from '../../peer/useConnections.ts';
import { useShared, type Shared } from './useShared.ts';

/** What the two doctors of a dialogue look at together; null until it is known, and where the dialogue is over. */
export function useDialogueView(of: DialogueView | null): Shared | null {
  const language = useLanguage();
  const [session] = useAsk('session/current', {});
  const [ways, setWays] = useState<SharedWays | null>(null);
  const dialogue = of === null || of.ended !== null ? null : of.dialogue;
  useEffect(() => {
    if (dialogue === null) return undefined;
    let current = true;
    void connections().then((all) => current && setWays(all.ways(dialogue)));
    return () => {
      current = false;
      setWays(null);
    };
  }, [dialogue]);
  const me = session.state === 'ready' ? session.value?.account : undefined;
  return useShared({
    ways: me === undefined || of === null ? null : ways,
    me: me?.entity ?? '',
    other: of?.doctor.id ?? '',
    names: {
      mine: me === undefined ? '' : named(me.name, language),
      theirs: of === null ? '' : named(of.doctor.name, language),
    },
  });
}
