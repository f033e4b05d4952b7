/** The viewer's state is plain data, and what changes it are pure functions. */
import { describe, expect, it } from 'vitest';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { dragged, toolOf, wheelSteps, zoomedAt } from '../../renderer/images/gestures.ts';
import { seriesOf } from '../../renderer/images/imageStack.ts';
import { placementOf } from '../../renderer/images/placement.ts';
import { actOf } from '../../renderer/images/viewerKeys.ts';
import {
  actualSize,
  FIRST,
  flipped,
  flippedDown,
  measured,
  reordered,
  reset,
  toSlice,
  turned,
  unmeasured,
  windowed,
  zoomed,
} from '../../renderer/images/viewerState.ts';
import {
  compared,
  decodeViewing,
  encodeViewing,
  viewingOf,
  withSeries,
  withState,
} from '../../renderer/images/viewing.ts';

const attachment = (id: number, series: string | null, number = 0): AttachmentView => ({
  id,
  title: `file ${String(id)}`,
  kind: series === null ? 'picture' : 'dicom',
  contentType: '',
  size: 1,
  place: series === null ? null : { series, modality: 'CT', number },
});

describe('images of a record', () => {
  it('are shown by series, each in the order of its own numbers; a picture stands alone', () => {
    const list = [attachment(0, 'a', 2), attachment(1, null), attachment(2, 'a', 1), attachment(3, 'b')];
    expect(seriesOf(list).map(({ attachments }) => attachments.map(({ id }) => id))).toEqual([
      [2, 0],
      [1],
      [3],
    ]);
  });
});

describe('the state of a viewer', () => {
  it('stays within the stack and the zooms that make sense', () => {
    expect(toSlice(FIRST, 7, 5).slice).toBe(4);
    expect(toSlice(FIRST, -1, 5).slice).toBe(0);
    expect(zoomed(FIRST, 1000).zoom).toBe(64);
    expect(zoomed(FIRST, 0).zoom).toBe(0.1);
    expect(actualSize(FIRST, 0.25).zoom).toBe(4);
  });

  it('has a window that is wider to the right, higher downwards, and never empty', () => {
    const from = { center: 40, width: 256 };
    expect(windowed(FIRST, from, 10, 5).window).toEqual({ center: 45, width: 266 });
    expect(windowed(FIRST, from, -9999, 0).window?.width).toBe(1);
  });

  it('is turned by quarters and flipped as it is seen: twice is not at all, both is half a turn', () => {
    expect(turned(turned(turned(turned(FIRST))))).toEqual(FIRST);
    for (const start of [FIRST, turned(FIRST)]) {
      expect(flipped(flipped(start))).toEqual(start);
      expect(flippedDown(flippedDown(start))).toEqual(start);
      expect(flippedDown(flipped(start))).toEqual(turned(turned(start)));
    }
  });

  it('loses one measurement alone', () => {
    const lines = [1, 2].map((x) => ({ slice: 0, from: { x: 0, y: 0 }, to: { x, y: 0 } }));
    const [first, second] = lines;
    if (first === undefined || second === undefined) throw new Error('there are two');
    expect(unmeasured(lines.reduce(measured, FIRST), first).measurements).toEqual([second]);
  });

  it('goes back to how the file says it is, and stays at its place with its tool', () => {
    const changed = flipped(windowed(toSlice(FIRST, 3, 5), { center: 0, width: 1 }, 1, 1));
    expect(reset({ ...changed, zoom: 2, tool: 'pan' })).toEqual({ ...FIRST, slice: 3, tool: 'pan' });
  });

  it('keeps its image and its measurements on their images when a stack is put in order', () => {
    const state = measured(toSlice(FIRST, 2, 3), { slice: 0, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } });
    const moved = reordered(state, (slice) => 2 - slice);
    expect(moved.slice).toBe(0);
    expect(moved.measurements.map(({ slice }) => slice)).toEqual([2]);
  });
});

describe('two series', () => {
  it('stand beside each other, each with a state of its own; tools act on the active one', () => {
    const two = compared(viewingOf('a'), 'b');
    const changed = withState({ ...two, active: 1 }, 1, turned);
    expect(changed.panes.map(({ series, state }) => [series, state.turned])).toEqual([
      ['a', 0],
      ['b', 90],
    ]);
    expect(withSeries(changed, 'c').panes.map(({ series }) => series)).toEqual(['a', 'c']);
    expect(compared(changed, 'd').panes.map(({ series }) => series)).toEqual(['b']);
  });
});

describe('what another viewer is told', () => {
  const shown = withState(compared(viewingOf('a'), 'b'), 0, (state) =>
    measured(
      { ...flipped(state), window: { center: 40, width: 400 }, pointer: { x: 1.5, y: -2 } },
      {
        slice: 3,
        from: { x: 0, y: 0 },
        to: { x: 9.25, y: 4 },
      },
    ),
  );
  const changed = (name: string, value: unknown): Uint8Array =>
    new TextEncoder().encode(
      JSON.stringify({
        ...shown,
        panes: shown.panes.map((pane) => ({ ...pane, state: { ...pane.state, [name]: value } })),
      }),
    );

  it('is the same when it is decoded', () => {
    expect(decodeViewing(encodeViewing(shown))).toEqual(shown);
  });

  it.each([
    ['no JSON', new TextEncoder().encode('{')],
    ['no UTF-8', Uint8Array.of(0xff)],
    ['another thing', new TextEncoder().encode('[1]')],
    ['a slice that is none', changed('slice', 0.5)],
    ['an endless zoom', changed('zoom', 1e9)],
    ['a zoom that is no number', changed('zoom', null)],
    ['a window of no width', changed('window', { center: 0, width: 0 })],
    ['an odd turn', changed('turned', 45)],
    ['an unknown tool', changed('tool', 'erase')],
    ['a field of its own', changed('script', 'x')],
    ['too many lines', changed('measurements', Array(201).fill(shown.panes[0]?.state.measurements[0]))],
    ['three panes', encodeViewing({ ...shown, panes: [...shown.panes, ...shown.panes].slice(0, 3) })],
    ['an active pane that is not there', encodeViewing({ ...viewingOf('a'), active: 1 })],
    ['too much', new Uint8Array(64 * 1024 + 1).fill(0x20)],
  ])('is refused: %s', (_, bytes) => {
    expect(decodeViewing(bytes)).toBeNull();
  });
});

describe('gestures', () => {
  const image = { width: 100, height: 50 };
  const pane = { width: 200, height: 200 };
  const at = (state: typeof FIRST) => placementOf(image, pane, { view: state, stretch: { x: 1, y: 1 } });
  const drag = { start: FIRST, window: { center: 40, width: 256 }, placement: at(FIRST), ratio: 1 };

  it('change what the tool changes, and leave what changed meanwhile', () => {
    const now = toSlice(FIRST, 3, 9);
    const by = { x: 10, y: -200 };
    expect(dragged(now, { ...drag, tool: 'window', by })).toEqual({
      ...now,
      window: { center: -160, width: 266 },
    });
    expect(dragged(now, { ...drag, tool: 'zoom', by })).toEqual({ ...now, zoom: 2 });
    expect(dragged(now, { ...drag, tool: 'pan', by })).toEqual({ ...now, pan: { x: 5, y: -100 } });
  });

  it('are those of other viewers: the middle button moves, the right one zooms', () => {
    expect([0, 1, 2, 3].map((button) => toolOf(button, 'measure'))).toEqual(['measure', 'pan', 'zoom', null]);
  });

  it('of the wheel zoom about the pointer', () => {
    const start = turned({ ...FIRST, pan: { x: 4, y: -2 } });
    const point = { x: 80, y: 10 };
    const zoomedIn = zoomedAt(start, 1.2, { at: point, image });
    expect(zoomedIn.zoom).toBeCloseTo(1.2);
    const [before, after] = [at(start).toPane(point), at(zoomedIn).toPane(point)];
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it('of a mouse go one image a notch, those of a touch pad by their way', () => {
    expect(wheelSteps(0, 120)).toEqual({ steps: 1, left: 0 });
    expect(wheelSteps(0, -100)).toEqual({ steps: -1, left: 0 });
    expect(wheelSteps(40, 20)).toEqual({ steps: 1, left: 0 });
    expect(wheelSteps(10, 20)).toEqual({ steps: 0, left: 30 });
  });
});

describe('keys', () => {
  const after = (key: string, isCt = true) => {
    const act = actOf(key, isCt);
    return act?.is === 'state' ? act.change(toSlice(FIRST, 5, 30), 30) : act?.is;
  };

  it('scroll, turn, and take the windows of a CT', () => {
    expect(after('ArrowDown')).toMatchObject({ slice: 6 });
    expect(after('PageUp')).toMatchObject({ slice: 0 });
    expect(after('End')).toMatchObject({ slice: 29 });
    expect(after('R')).toMatchObject({ turned: 90 });
    expect(after('2')).toMatchObject({ window: { center: -600, width: 1500 } });
    expect(after('2', false)).toBeUndefined();
    expect(after('Delete')).toBe('unmeasure');
    expect(after('q')).toBeUndefined();
  });
});
