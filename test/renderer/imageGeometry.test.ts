/** Where pixels lie: in the patient, in the pane, and how far apart. */
import { describe, expect, it } from 'vitest';
import { CoreError } from '../../renderer/client/core.ts';
import type { FailedSlice, ImageSlice } from '../../renderer/images/imageStack.ts';
import { lengthOf } from '../../renderer/images/lengths.ts';
import { canLink, linkedSlice, orderOf } from '../../renderer/images/order.ts';
import { edgeLetters, placementOf, stretchOf } from '../../renderer/images/placement.ts';
import type { Opened } from '../../renderer/images/protocol.ts';
import { FIRST, flipped, turned } from '../../renderer/images/viewerState.ts';
import { compared, linked, linkToggled, viewingOf, withState } from '../../renderer/images/viewing.ts';
import type { Plane, Vector } from '../../src/imaging/geometry.ts';

const AXIAL: Omit<Plane, 'position'> = { row: [1, 0, 0], column: [0, 1, 0] };
const SAGITTAL: Omit<Plane, 'position'> = { row: [0, 1, 0], column: [0, 0, -1] };
const PLAIN: Opened = {
  frames: 1,
  places: [],
  rows: 10,
  columns: 10,
  modality: 'CT',
  description: '',
  number: null,
  reference: null,
  regions: [],
  rate: null,
  names: [],
  problems: [],
};

const NOWHERE = { plane: null, spacing: null, aspect: null };

function slice(
  file: number,
  of: { readonly position?: Vector; readonly number?: number; readonly reference?: string } & Partial<
    Omit<Plane, 'position'>
  > = {},
): ImageSlice {
  const { column = AXIAL.column, number = null, position, reference = null, row = AXIAL.row } = of;
  const place = position === undefined ? NOWHERE : { ...NOWHERE, plane: { position, row, column } };
  return { is: 'image', file, frame: 0, opened: { ...PLAIN, number, reference }, place };
}

const failed: FailedSlice = { is: 'failed', file: 9, title: '', error: new CoreError('pixels-damaged', {}) };
const files = (slices: readonly { readonly file: number }[]) => slices.map(({ file }) => file);

describe('the order of slices', () => {
  it('is that of their positions along the normal, in the sense of the numbers; what cannot be shown is last', () => {
    const down = [
      slice(1, { position: [0, 0, 0], number: 1 }),
      slice(2, { position: [0, 0, -6], number: 2 }),
      failed,
      slice(3, { position: [0, 0, -3], number: 3 }),
    ];
    expect(files(orderOf(down))).toEqual([1, 3, 2, 9]);
    const up = [1, 2, 3].map((number) => slice(number, { position: [0, 0, number], number: 4 - number }));
    expect(files(orderOf(up))).toEqual([3, 2, 1]);
  });

  it('is that of the numbers where positions are missing or planes are not parallel', () => {
    const scout = slice(7, { position: [0, 0, 0], number: 3, ...SAGITTAL });
    const mixed = [
      scout,
      slice(8, { position: [0, 0, 5], number: 1 }),
      slice(6, { position: [0, 0, 1], number: 2 }),
    ];
    expect(files(orderOf(mixed))).toEqual([8, 6, 7]);
    expect(files(orderOf([slice(1, { number: 2 }), slice(2, { number: 1 })]))).toEqual([2, 1]);
  });
});

describe('two series that are scrolled together', () => {
  const stack = (reference: string, zs: readonly number[], plane = AXIAL) =>
    zs.map((z, index) =>
      slice(index, { position: plane === AXIAL ? [0, 0, z] : [z, 0, 0], reference, ...plane }),
    );
  const thin = stack('a', [0, 1, 2, 3, 4, 5, 6]);
  const start = { from: 0, to: 0 };

  it('show the same place of the patient where their positions can be compared', () => {
    expect(linkedSlice(thin, stack('a', [6, 3, 0]), { at: 5, since: start })).toBe(0);
    expect(linkedSlice(thin, stack('a', [6, 3, 0]), { at: 4, since: start })).toBe(1);
  });

  it('else go as far as each other, from where they were linked', () => {
    expect(linkedSlice(thin, stack('b', [100, 102, 104]), { at: 4, since: { from: 2, to: 1 } })).toBe(2);
  });

  it('are not linked when they do not lie parallel, or nobody knows', () => {
    expect(canLink(thin, stack('a', [0, 1], SAGITTAL))).toBe(false);
    expect(canLink(thin, [slice(0)])).toBe(false);
    expect(canLink(thin, [])).toBe(false);
  });

  it('follow each other while that is wished', () => {
    const two = compared(viewingOf('x'), 'y');
    const slices = [thin, stack('a', [6, 3, 0])] as const;
    const scrolled = (from: typeof two) =>
      linked(
        withState(from, 0, (state) => ({ ...state, slice: 6 })),
        { before: from, pane: 0, slices },
      ).panes.map(({ state }) => state.slice);
    expect(scrolled(two)).toEqual([6, 0]);
    expect(scrolled(withState(linkToggled(two), 1, (state) => ({ ...state, slice: 2 })))).toEqual([6, 0]);
    expect(
      scrolled(linkToggled(linkToggled(withState(two, 1, (state) => ({ ...state, slice: 2 }))))),
    ).toEqual([6, 2]);
  });
});

describe('a placement', () => {
  const image = { width: 100, height: 50 };
  const pane = { width: 400, height: 300 };
  const square = { x: 1, y: 1 };

  it('fits the image into the pane, whichever way it is turned, and pixels that are not square', () => {
    expect(placementOf(image, pane, { view: FIRST, stretch: square }).scale).toBe(4);
    expect(placementOf(image, pane, { view: turned(FIRST), stretch: square }).scale).toBe(3);
    const high = stretchOf({ plane: null, spacing: [2, 1], aspect: null });
    expect(placementOf(image, pane, { view: FIRST, stretch: high }).toPane({ x: 0, y: 0 })).toEqual({
      x: 50,
      y: 0,
    });
  });

  it('leads from the image to the pane and back', () => {
    const view = { ...flipped(turned(FIRST)), zoom: 1.7, pan: { x: 3, y: -5 } };
    const { toImage, toPane } = placementOf(image, pane, { view, stretch: { x: 1, y: 1.5 } });
    const back = toImage(toPane({ x: 12, y: 34 }));
    expect(back.x).toBeCloseTo(12);
    expect(back.y).toBeCloseTo(34);
  });

  it('turns to the right and flips left for right', () => {
    const corner = (view: typeof FIRST) =>
      placementOf(image, pane, { view, stretch: square }).toPane({ x: 0, y: 0 });
    expect(corner(FIRST)).toEqual({ x: 0, y: 50 });
    expect(corner(turned(FIRST))).toEqual({ x: 275, y: 0 });
    expect(corner(flipped(FIRST))).toEqual({ x: 400, y: 50 });
    expect(corner(flipped(turned(FIRST)))).toEqual({ x: 125, y: 0 });
  });
});

describe('the letters at the edges', () => {
  const axial: Plane = { position: [0, 0, 0], ...AXIAL };

  it('say where the patient’s sides are, and follow what is turned and flipped', () => {
    expect(edgeLetters(axial, FIRST)).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' });
    expect(edgeLetters(axial, turned(FIRST))).toEqual({ left: 'P', right: 'A', top: 'R', bottom: 'L' });
    expect(edgeLetters(axial, flipped(FIRST))).toEqual({ left: 'L', right: 'R', top: 'A', bottom: 'P' });
    expect(edgeLetters({ position: [0, 0, 0], ...SAGITTAL }, FIRST)).toEqual({
      left: 'A',
      right: 'P',
      top: 'H',
      bottom: 'F',
    });
  });

  it('name each side of an oblique plane, the nearest first, and nothing that is not known', () => {
    const oblique: Plane = { position: [0, 0, 0], row: [0.8, 0.6, 0], column: [0, 0, -1] };
    expect(edgeLetters(oblique, FIRST)).toMatchObject({ left: 'RA', right: 'LP' });
    expect(edgeLetters(null, FIRST)).toBeNull();
  });
});

describe('a length', () => {
  const line = { from: { x: 0, y: 0 }, to: { x: 3, y: 4 } };
  const millimetres = { unit: 'mm', size: 0.1 } as const;
  const at = (spacing: readonly [number, number] | null, regions: Opened['regions'] = []) => ({
    opened: { regions },
    place: { plane: null, aspect: null, spacing },
  });

  it('is in millimetres by the spacing of each direction, or in pixels', () => {
    expect(lengthOf(line, at([2, 1]))).toEqual({ unit: 'mm', size: Math.hypot(3, 8) });
    expect(lengthOf(line, at(null))).toEqual({ unit: 'px', size: 5 });
  });

  it('in an ultrasound image is by the region in which it lies, and in pixels across two', () => {
    const picture = { left: 0, top: 0, right: 9, bottom: 9, across: millimetres, down: millimetres };
    const spectrum = {
      ...picture,
      left: 20,
      right: 29,
      across: { unit: 's', size: 0.01 },
      down: { unit: 'cm/s', size: 2 },
    } as const;
    const within = at([1, 1], [picture, spectrum]);
    expect(lengthOf(line, within)).toEqual({ unit: 'mm', size: Math.hypot(0.3, 0.4) });
    const from = { x: 20, y: 0 };
    expect(lengthOf({ from, to: { x: 28, y: 1 } }, within)).toEqual({ unit: 's', size: 0.08 });
    expect(lengthOf({ from, to: { x: 21, y: 5 } }, within)).toEqual({ unit: 'cm/s', size: 10 });
    expect(lengthOf({ from: line.from, to: from }, within)).toEqual({ unit: 'px', size: 20 });
  });
});
