/**
 * The view that two doctors in a call share: what is on the table, who leads, what each sees and marks. Each end keeps what
 * both sides said, and computes from it the same as the other, in whatever order the words of the two cross. Pure.
 *
 * - S1 what comes is the other side's, whatever it says: nobody speaks for another
 * - S2 each word has a moment of its side's clock, which is later than any that the side has heard of; of two words the later
 *   holds, of two of one moment that of the side whose doctor has the greater id: both ends see the same one
 * - S3 a mark is changed by whoever made it alone
 * - S4 what is older than what was heard, or comes again, changes nothing
 * - S5 what goes beyond the limits is not taken, and a clock is not led away
 */
import { sameItem, type Item, type Mark, type View } from './view.ts';
import {
  LAST_MOMENT,
  MOST_MARKS,
  MOST_POINTS_OF_ALL,
  type Said,
  type SideState,
  type Word,
} from './words.ts';

export type Side = 'mine' | 'theirs';

export interface SharedView {
  /** Of two words of one moment mine holds. */
  readonly isGreater: boolean;
  /** The latest moment that was heard of or said here. */
  readonly clock: number;
  readonly mine: SideState;
  readonly theirs: SideState;
}

const SILENT: SideState = {
  table: { at: 0, value: null },
  lead: { at: 0, value: false },
  view: { at: 0, value: null },
  marks: [],
};

/** Moments that a word may be ahead: far more than are on the way at once. */
const MOST_AHEAD = 1_000_000;

/** Ids of the two doctors, as hex of the same length. */
export function newSharedView(me: string, other: string): SharedView {
  return { isGreater: me > other, clock: 0, mine: SILENT, theirs: SILENT };
}

/** What is said here next; see {@link say}. */
export type Act =
  | { readonly say: 'table'; readonly item: Item | null }
  | { readonly say: 'lead'; readonly leads: boolean }
  | { readonly say: 'view'; readonly view: View }
  | { readonly say: 'mark'; readonly mark: Omit<Mark, 'id'> }
  | { readonly say: 'unmark'; readonly id: number };

export interface Spoken {
  readonly view: SharedView;
  /** What goes to the other end. */
  readonly word: Word;
}

/** Says something: the view after it, and the word for the other end. Null for a mark beyond what a side may have. */
export function say(view: SharedView, act: Act): Spoken | null {
  const at = view.clock + 1;
  const word: Word = act.say === 'mark' ? { ...act, at, mark: numbered(view, act.mark) } : { ...act, at };
  const mine = changed(view.mine, word);
  return mine === null ? null : { view: { ...view, clock: at, mine }, word };
}

/** Everything that was said here, for an end that has not heard it; `asks` for the same of it. */
export function sayAll(view: SharedView, asks: boolean): Word {
  return { say: 'all', at: view.clock, asks, side: view.mine };
}

/** The view after a word of the other side; the same one where that is not taken. */
export function hear(view: SharedView, word: Word): SharedView {
  if (word.at > Math.min(view.clock + MOST_AHEAD, LAST_MOMENT)) return view;
  const theirs = changed(view.theirs, word);
  if (theirs === null) return view;
  return { ...view, clock: Math.max(view.clock, word.at), theirs };
}

/** What is on the table. */
export function onTable(view: SharedView): Item | null {
  return view[later(view, 'table')].table.value;
}

/** Whom the other follows; null while everybody looks for themselves. */
export function leader(view: SharedView): Side | null {
  const side = later(view, 'lead');
  return view[side].lead.value ? side : null;
}

/** What is seen here by following the other; null where the other does not lead, or looks at something else. */
export function followed(view: SharedView): View | null {
  const { value } = view.theirs.view;
  const isSame = value !== null && sameItem(value.item, onTable(view));
  return isSame && leader(view) === 'theirs' ? value : null;
}

/** Marks over what is on the table. */
export function marksOnTable(view: SharedView, side: Side): readonly Mark[] {
  const table = onTable(view);
  return view[side].marks.filter(({ item }) => sameItem(item, table));
}

/** S2. */
function later(view: SharedView, name: 'lead' | 'table'): Side {
  const [mine, theirs] = [view.mine[name].at, view.theirs[name].at];
  if (mine === theirs) return view.isGreater ? 'mine' : 'theirs';
  return mine > theirs ? 'mine' : 'theirs';
}

/** A side after its own word (S1, S3). Null where it goes beyond the limits (S5). */
function changed(side: SideState, word: Word): SideState | null {
  switch (word.say) {
    case 'table':
      return { ...side, table: newer(side.table, { at: word.at, value: word.item }) };
    case 'lead':
      return { ...side, lead: newer(side.lead, { at: word.at, value: word.leads }) };
    case 'view':
      return { ...side, view: newer(side.view, { at: word.at, value: word.view }) };
    case 'mark':
      return side.marks.some(({ id }) => id === word.mark.id)
        ? side
        : withMarks(side, [...side.marks, word.mark]);
    case 'unmark':
      return { ...side, marks: side.marks.filter(({ id }) => id !== word.id) };
    case 'all':
      return withMarks(word.side, word.side.marks);
  }
}

/** S4. */
function newer<T>(before: Said<T>, said: Said<T>): Said<T> {
  return said.at > before.at ? said : before;
}

function withMarks(side: SideState, marks: readonly Mark[]): SideState | null {
  const points = marks.reduce((sum, { shape }) => sum + (shape.is === 'line' ? shape.points.length : 1), 0);
  return marks.length > MOST_MARKS || points > MOST_POINTS_OF_ALL ? null : { ...side, marks };
}

function numbered(view: SharedView, mark: Omit<Mark, 'id'>): Mark {
  return { ...mark, id: view.mine.marks.reduce((most, { id }) => Math.max(most, id), 0) + 1 };
}
