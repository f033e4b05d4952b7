/** Values as they are shown: rescaled, windowed by the file, in colours. */
import { expect, it } from 'vitest';
import { displayFrame, pixelSpacing } from '../../src/imaging/display.ts';
import { readDicomFile } from '../../src/imaging/dicomFile.ts';
import { openFrames } from '../../src/imaging/pixels/decode.ts';
import { codecs, dicom, element, image, joined, vector } from '../support/dicom.ts';

function shown(bytes: Uint8Array) {
  const file = readDicomFile(bytes);
  const frames = openFrames(file, codecs);
  return { file, frame: displayFrame(file.dataSet, frames.description, frames.frame(0)) };
}

it('gray values are rescaled, with the window that the file says', () => {
  const tags = [
    element(0x0028_0030, 'DS', '0.5\\0.25'),
    element(0x0028_1050, 'DS', '40'),
    element(0x0028_1051, 'DS', '400'),
    element(0x0028_1052, 'DS', '-1024'),
    element(0x0028_1053, 'DS', '2'),
  ];
  const { file, frame } = shown(dicom([...image(), ...tags]));
  expect(pixelSpacing(file.dataSet)).toEqual([0.5, 0.25]);
  expect(frame).toMatchObject({ kind: 'gray', inverted: false, window: { center: 40, width: 400 } });
  expect([...frame.values]).toEqual([1, 2, 3, 4, 5, 6].map((value) => value * 2 - 1024));
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
