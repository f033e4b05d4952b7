import { useState } from 'react';
import type { DialogueMessageView } from '../../../src/workstation/api/dialogue.ts';
import { useAsk, type Asked } from '../../client/useAsk.ts';

/** As many as one look back brings. */
const PAGE = 50;
/** As many as are shown at once: more would make each key slow. */
const MOST = 300;

/** Which part of a dialogue is on screen: the newest before a row, or the newest of all. */
interface Part {
  readonly before: number | null;
  readonly limit: number;
}

const NEWEST: Part = { before: null, limit: PAGE };

export interface Messages {
  /** The oldest first. While others are fetched those before stay. */
  readonly shown: Asked<readonly DialogueMessageView[]>;
  /** There may be older ones. */
  readonly hasOlder: boolean;
  readonly isNewest: boolean;
  readonly toOlder: () => void;
  readonly toNewest: () => void;
}

/** A window into a dialogue of any length, which goes back as the doctor looks back. */
export function useMessages(dialogue: string, search: string): Messages {
  const [looked, setLooked] = useState({ search, part: NEWEST });
  // Another search is another answer: it begins at the newest, and nothing of the one before stays.
  const part = looked.search === search ? looked.part : NEWEST;
  const [page] = useAsk('dialogue/messages', { dialogue, search, ...part }, ['dialogue']);
  const [kept, setKept] = useState({ search, page });
  if (page.state !== 'loading' && page !== kept.page) setKept({ search, page });
  const shown = page.state === 'loading' && kept.search === search ? kept.page : page;
  const list = shown.state === 'ready' ? shown.value : [];
  const hasOlder = list.length >= part.limit;
  return {
    shown,
    hasOlder,
    isNewest: part.before === null,
    toOlder: () => {
      if (page.state === 'ready' && hasOlder) setLooked({ search, part: olderThan(part, list) });
    },
    toNewest: () => setLooked({ search, part: NEWEST }),
  };
}

/** More of them, until there are too many; then the newest of them go. */
function olderThan({ before, limit }: Part, list: readonly DialogueMessageView[]): Part {
  if (limit < MOST) return { before, limit: limit + PAGE };
  return { before: list[MOST - PAGE]?.row ?? before, limit };
}
