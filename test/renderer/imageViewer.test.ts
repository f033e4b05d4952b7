/** The viewer's state is plain data, and what changes it are pure functions. */
import { describe, expect, it } from 'vitest';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { seriesOf } from '../../renderer/images/imageStack.ts';
import {
  FIRST,
  lengthOf,
  reset,
  shades,
  toSlice,
  windowed,
  zoomed,
} from '../../renderer/images/viewerState.ts';

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
    expect(zoomed(FIRST, 1000).zoom).toBe(16);
    expect(zoomed(FIRST, 0).zoom).toBe(0.25);
  });

  it('has a window that is wider to the right, higher downwards, and never empty', () => {
    const from = { center: 40, width: 256 };
    expect(windowed(FIRST, from, 10, 5).window).toEqual({ center: 45, width: 266 });
    expect(windowed(FIRST, from, -9999, 0).window?.width).toBe(1);
  });

  it('goes back to how the file says it is, and stays at its place', () => {
    const changed = { ...windowed(toSlice(FIRST, 3, 5), { center: 0, width: 1 }, 1, 1), zoom: 2 };
    expect(reset(changed)).toEqual({ ...FIRST, slice: 3 });
  });

  it('survives being sent: it is data', () => {
    expect(JSON.parse(JSON.stringify(FIRST))).toEqual(FIRST);
  });
});

describe('a length', () => {
  it('is in millimetres by the spacing of each direction, or not known', () => {
    const line = { from: { x: 0, y: 0 }, to: { x: 3, y: 4 } };
    expect(lengthOf(line, [2, 1])).toBeCloseTo(Math.hypot(3, 8));
    expect(lengthOf(line, null)).toBeNull();
  });
});

describe('shades', () => {
  it('follow the window of DICOM PS3.3 §C.11.2.1.2.1: the example of the standard', () => {
    // Center 2048, width 4096, values 0 to 4095 over the whole range.
    const shown = shades(Float32Array.of(-5, 0, 2047.5, 4095, 9000), { center: 2048, width: 4096 }, false);
    expect([shown[0], shown[4], shown[8], shown[12], shown[16]]).toEqual([0, 0, 128, 255, 255]);
    const inverted = shades(Float32Array.of(0, 4095), { center: 2048, width: 4096 }, true);
    expect([inverted[0], inverted[4], inverted[7]]).toEqual([255, 0, 255]);
  });
});
