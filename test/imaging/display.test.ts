/** Values as they are shown: rescaled, windowed by the file, in colours. */
import { expect, it } from 'vitest';
import { displayFrame } from '../../src/imaging/display.ts';
import { readDicomFile } from '../../src/imaging/dicomFile.ts';
import { openFrames } from '../../src/imaging/pixels/decode.ts';
import { codecs, dicom, element, image, joined, vector } from '../support/dicom.ts';

function shown(bytes: Uint8Array) {
  const file = readDicomFile(bytes);
  const frames = openFrames(file, codecs);
  return { frame: displayFrame(file.dataSet, frames.description, frames.frame(0)) };
}

it('gray values stay as they are stored, with what they mean and the window that the file says', () => {
  const tags = [
    element(0x0028_1050, 'DS', '40'),
    element(0x0028_1051, 'DS', '400'),
    element(0x0028_1052, 'DS', '-1024'),
    element(0x0028_1053, 'DS', '2'),
  ];
  const { frame } = shown(dicom([...image(), ...tags]));
  expect(frame).toMatchObject({ kind: 'gray', inverted: false, window: { center: 40, width: 400 } });
  expect(frame).toMatchObject({ slope: 2, intercept: -1024, low: 1, high: 6 });
  expect([...frame.values]).toEqual([1, 2, 3, 4, 5, 6]);
});

it('wide and fractional values are brought to 16 bits, and mean what they did', () => {
  const values = Float32Array.of(-1.5, 0, 2.25, 1000, 65_535.5, 3);
  const plain = image({ bits: 32 }).slice(0, -1);
  const file = dicom([...plain, element(0x7fe0_0008, 'OW', new Uint8Array(values.buffer))]);
  const { frame } = shown(file);
  if (frame.kind !== 'gray') throw new Error('not gray');
  expect(frame.values).toBeInstanceOf(Uint16Array);
  const meant = Array.from(frame.values, (value) => value * frame.slope + frame.intercept);
  meant.forEach((value, index) => expect(Math.abs(value - (values[index] ?? 0))).toBeLessThan(0.51));
  expect([frame.low, frame.high]).toEqual([0, 65_535]);
});

it('without a window of the file all values are in it; MONOCHROME1 is bright where values are low', () => {
  const { frame } = shown(vector('cr.dcm'));
  if (frame.kind !== 'gray') throw new Error('not gray');
  const [low, high] = [Math.min(...frame.values), Math.max(...frame.values)];
  expect(frame).toMatchObject({ inverted: true, window: { center: (low + high) / 2, width: high - low } });
});

it('colours are opaque; a palette is looked up in its own table', () => {
  const sc = shown(vector('sc.dcm')).frame;
  expect([sc.kind, sc.values.length, sc.values[3]]).toEqual(['colour', 35 * 45 * 4, 255]);
  const words = (...values: readonly number[]) => Uint8Array.from(values.flatMap((value) => [0, value]));
  const palette = [
    element(0x0028_1101, 'US', joined(Uint8Array.of(3, 0, 1, 0, 16, 0))),
    element(0x0028_1201, 'OW', words(10, 20, 30)),
    element(0x0028_1202, 'OW', words(11, 21, 31)),
    element(0x0028_1203, 'OW', words(12, 22, 32)),
  ];
  const plain = image().map((one, index) =>
    index === 1 ? element(0x0028_0004, 'CS', 'PALETTE COLOR') : one,
  );
  const { frame } = shown(dicom([...plain, ...palette]));
  expect(Array.from(frame.values.subarray(0, 16))).toEqual([
    10, 11, 12, 255, 20, 21, 22, 255, 30, 31, 32, 255, 30, 31, 32, 255,
  ]);
});
