import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hearPointer,
  pointsAt,
  POINTER_LASTS_MS,
  type HeardPointer,
} from '../../../src/consult/sharedView/pointer.ts';
import {
  followed,
  hear,
  leader,
  marksOnTable,
  newSharedView,
  onTable,
  say,
  sayAll,
  type Act,
  type SharedView,
} from '../../../src/consult/sharedView/sharedView.ts';
import type { Item, Mark, View } from '../../../src/consult/sharedView/view.ts';
import {
  decodePointer,
  decodeWord,
  encodePointer,
  encodeWord,
  MOST_MARKS,
  MOST_POINTS,
  type Word,
} from '../../../src/consult/sharedView/words.ts';
import { millis } from '../../../src/ports.ts';

const LI = '01'.repeat(16);
const WANG = '02'.repeat(16);

const film: Item = { is: 'images', message: 'ab'.repeat(16), file: 0 };
const letter: Item = { is: 'document', message: 'cd'.repeat(16), file: 1 };
const record: Item = { is: 'record', message: 'ef'.repeat(16) };

function looked(frame: number, zoom = 1): View {
  const look = { window: { center: 40, width: 400 }, zoom, pan: { x: 1.5, y: -2 }, turned: 90 } as const;
  return {
    item: film,
    seen: { is: 'images', file: 0, frame, look: { ...look, flipped: false, inverted: true } },
  };
}
const readAt: View = { item: letter, seen: { is: 'document', page: 2, y: 0.25, zoom: 1.25 } };
const onFilm = { is: 'image', file: 0, frame: 3, x: 10.5, y: 20 } as const;
const arrow: Omit<Mark, 'id'> = { item: film, at: onFilm, shape: { is: 'arrow', to: { x: 30, y: 40 } } };

interface Ends {
  readonly li: SharedView;
  readonly wang: SharedView;
}
const fresh: Ends = { li: newSharedView(LI, WANG), wang: newSharedView(WANG, LI) };

/** A word on its way over the channel, as bytes. */
function carried(word: Word): Word {
  const read = decodeWord(encodeWord(word));
  if (read === null) throw new Error('not a word');
  return read;
}

function liSays({ li, wang }: Ends, act: Act): Ends {
  const spoken = say(li, act);
  return spoken === null ? { li, wang } : { li: spoken.view, wang: hear(wang, carried(spoken.word)) };
}

function wangSays({ li, wang }: Ends, act: Act): Ends {
  const turned = liSays({ li: wang, wang: li }, act);
  return { li: turned.wang, wang: turned.li };
}

describe('the view that two doctors share', () => {
  it('shows both what either puts on the table', () => {
    const ends = wangSays(liSays(fresh, { say: 'table', item: film }), { say: 'table', item: letter });
    expect([onTable(ends.li), onTable(ends.wang)]).toStrictEqual([letter, letter]);
  });

  it('has one follow the other who leads, slice, zoom and window, until the leading ends', () => {
    const led = [
      { say: 'table', item: film },
      { say: 'lead', leads: true },
      { say: 'view', view: looked(7, 2) },
    ] as const satisfies readonly Act[];
    const ends = led.reduce(liSays, fresh);
    expect([leader(ends.li), leader(ends.wang)]).toStrictEqual(['mine', 'theirs']);
    expect([followed(ends.li), followed(ends.wang)]).toStrictEqual([null, looked(7, 2)]);
    const over = wangSays(ends, { say: 'lead', leads: false });
    expect([leader(over.li), leader(over.wang), followed(over.wang)]).toStrictEqual([null, null, null]);
  });

  it('gives the lead to one of both when both take it at once, the same one at both ends (S2)', () => {
    const li = say(fresh.li, { say: 'lead', leads: true });
    const wang = say(fresh.wang, { say: 'lead', leads: true });
    if (li === null || wang === null) throw new Error('refused');
    expect(leader(hear(li.view, wang.word))).toBe('theirs');
    expect(leader(hear(wang.view, li.word))).toBe('mine');
  });

  it('does not follow what is not on the table', () => {
    const ends = [
      { say: 'table', item: film },
      { say: 'lead', leads: true },
      { say: 'view', view: looked(1) },
      { say: 'table', item: letter },
    ] as const satisfies readonly Act[];
    expect(followed(ends.reduce(liSays, fresh).wang)).toBeNull();
  });

  it('lets each take away their own marks alone (S3)', () => {
    const marked = liSays(liSays(fresh, { say: 'table', item: film }), { say: 'mark', mark: arrow });
    const tried = wangSays(marked, { say: 'unmark', id: 1 });
    expect(marksOnTable(tried.li, 'mine')).toStrictEqual([{ ...arrow, id: 1 }]);
    expect(marksOnTable(tried.wang, 'theirs')).toStrictEqual([{ ...arrow, id: 1 }]);
    const taken = liSays(tried, { say: 'unmark', id: 1 });
    expect([marksOnTable(taken.li, 'mine'), marksOnTable(taken.wang, 'theirs')]).toStrictEqual([[], []]);
  });

  it('changes nothing by a word that is older or comes again (S4)', () => {
    const first = say(fresh.li, { say: 'view', view: looked(1) });
    if (first === null) throw new Error('refused');
    const second = say(first.view, { say: 'view', view: looked(2) });
    if (second === null) throw new Error('refused');
    const heard = hear(hear(fresh.wang, second.word), first.word);
    expect(heard.theirs.view.value).toStrictEqual(looked(2));
  });

  it('takes no more marks than there may be, and no clock that is led away (S5)', () => {
    const full = Array.from({ length: MOST_MARKS + 1 }).reduce<SharedView>(
      (view) => say(view, { say: 'mark', mark: arrow })?.view ?? view,
      fresh.li,
    );
    expect(full.mine.marks).toHaveLength(MOST_MARKS);
    const far: Word = { say: 'lead', at: 2 ** 39, leads: true };
    expect(hear(fresh.li, far)).toBe(fresh.li);
  });

  it('is the same at both ends, however their words cross, and after a connection that was made anew', () => {
    const act = fc.oneof(
      fc.constantFrom<Act>(
        { say: 'table', item: film },
        { say: 'table', item: record },
        { say: 'table', item: null },
        { say: 'lead', leads: true },
        { say: 'lead', leads: false },
        { say: 'view', view: readAt },
        { say: 'mark', mark: arrow },
      ),
      fc.nat(9).map((frame): Act => ({ say: 'view', view: looked(frame) })),
      fc.integer({ min: 1, max: 4 }).map((id): Act => ({ say: 'unmark', id })),
    );
    const step = fc.oneof(
      fc.record({ by: fc.constantFrom('li', 'wang'), does: act }),
      fc.record({
        by: fc.constantFrom('li', 'wang'),
        does: fc.constantFrom('deliver' as const, 'again' as const),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const views = { li: fresh.li, wang: fresh.wang };
        const on: { li: Word[]; wang: Word[] } = { li: [], wang: [] };
        const deliver = (to: 'li' | 'wang'): void => {
          const word = on[to].shift();
          if (word !== undefined) views[to] = hear(views[to], carried(word));
        };
        for (const { by, does } of steps) {
          const other = by === 'li' ? 'wang' : 'li';
          if (does === 'deliver') deliver(by);
          else if (does === 'again') {
            // What was on its way is lost with the connection.
            on.li = [sayAll(views.wang, true)];
            on.wang = [sayAll(views.li, true)];
          } else {
            const spoken = say(views[by], does);
            if (spoken === null) continue;
            views[by] = spoken.view;
            on[other].push(spoken.word);
          }
        }
        while (on.li.length + on.wang.length > 0) {
          deliver('li');
          deliver('wang');
        }
        expect(views.li.mine).toStrictEqual(views.wang.theirs);
        expect(views.li.theirs).toStrictEqual(views.wang.mine);
        expect(onTable(views.li)).toStrictEqual(onTable(views.wang));
        const turned = { mine: 'theirs', theirs: 'mine' } as const;
        const led = leader(views.li);
        expect(leader(views.wang)).toBe(led === null ? null : turned[led]);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['an unknown word', '{"say":"draw","at":1}'],
    ['a word with more in it', '{"say":"lead","at":1,"leads":true,"by":"him"}'],
    ['no moment', '{"say":"lead","at":-1,"leads":true}'],
    [
      'a view of another item',
      JSON.stringify({ say: 'view', at: 1, view: { item: letter, seen: looked(1).seen } }),
    ],
    [
      'a mark outside of its item',
      JSON.stringify({ say: 'mark', at: 1, mark: { ...arrow, id: 1, item: letter } }),
    ],
    [
      'a line without end',
      JSON.stringify({
        say: 'mark',
        at: 1,
        mark: { ...arrow, id: 1, shape: { is: 'line', points: Array(MOST_POINTS + 1).fill({ x: 1, y: 1 }) } },
      }),
    ],
    [
      'a name that is no element',
      '{"say":"view","at":1,"view":{"item":{"is":"record","message":"'.concat(
        'ef'.repeat(16),
        '"},"seen":{"is":"record","element":"\\"] *","y":0}}}',
      ),
    ],
    ['a number that is none', '{"say":"mark","at":1,"mark":null}'],
  ])('does not read %s', (_, text) => {
    expect(decodeWord(new TextEncoder().encode(text))).toBeNull();
  });
});

describe('the pointer of the other doctor', () => {
  const at = { item: film, spot: onFilm };

  it('is the newest that came, whatever was lost or overtook, and is forgotten when nobody repeats it', () => {
    const numbers = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 1 });
    fc.assert(
      fc.property(numbers, (arrived) => {
        const heard = arrived.reduce<HeardPointer | null>((before, number) => {
          const word = decodePointer(
            encodePointer({ number, at: { ...at, spot: { ...onFilm, x: number } } }),
          );
          return word === null ? before : hearPointer(before, word, millis(1_000));
        }, null);
        const newest = Math.max(...arrived);
        expect(pointsAt(heard, millis(1_000))).toStrictEqual({ ...at, spot: { ...onFilm, x: newest } });
        expect(pointsAt(heard, millis(1_000 + POINTER_LASTS_MS))).toBeNull();
      }),
    );
  });

  it('goes at once where its doctor points at nothing any more', () => {
    const heard = hearPointer(
      hearPointer(null, { number: 1, at }, millis(5)),
      { number: 2, at: null },
      millis(6),
    );
    expect(pointsAt(heard, millis(7))).toBeNull();
  });

  it.each([
    ['no pointer', '{"number":1}'],
    ['a place outside of its item', JSON.stringify({ number: 1, at: { ...at, item: letter } })],
    ['more than a packet', JSON.stringify({ number: 1, at }).padEnd(600)],
  ])('does not read %s', (_, text) => {
    expect(decodePointer(new TextEncoder().encode(text))).toBeNull();
  });
});
