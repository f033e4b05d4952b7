/** Planes, distances and regions, as files say them. */
import { expect, it } from 'vitest';
import { readDicomFile } from '../../src/imaging/dicomFile.ts';
import {
  frameRate,
  pixelAspect,
  pixelSpacing,
  planeOf,
  ultrasoundRegions,
} from '../../src/imaging/geometry.ts';
import { dicom, element, image, joined, marker } from '../support/dicom.ts';

const setOf = (...elements: readonly Uint8Array[]) => readDicomFile(dicom([...image(), ...elements])).dataSet;
const position = element(0x0020_0032, 'DS', '-10\\20.5\\-30');
const orientation = element(0x0020_0037, 'DS', '1\\0\\0\\0\\0\\-1');

/** A sequence whose items hold the elements. */
const sequence = (tag: number, ...items: readonly (readonly Uint8Array[])[]): Uint8Array =>
  element(tag, 'SQ', joined(...items.flatMap((item) => [marker(0xe000, joined(...item).length), ...item])));

it('a plane is where its first pixel lies, and which way its rows and columns go', () => {
  expect(planeOf(setOf(position, orientation), 0)).toEqual({
    position: [-10, 20.5, -30],
    row: [1, 0, 0],
    column: [0, 0, -1],
  });
});

it.each([
  ['without a position', [orientation]],
  ['without an orientation', [position]],
  ['with directions of no length', [position, element(0x0020_0037, 'DS', '0\\0\\0\\0\\1\\0')]],
  [
    'with directions that are not at right angles',
    [position, element(0x0020_0037, 'DS', '1\\0\\0\\0.6\\0.8\\0')],
  ],
  ['with words for numbers', [position, element(0x0020_0037, 'DS', 'a\\b\\c\\d\\e\\f')]],
])('a plane %s is none', (_, elements) => {
  expect(planeOf(setOf(...elements), 0)).toBeNull();
});

it('frames of an enhanced object lie where their own functional groups say, else where the shared ones do', () => {
  const at = (z: string) => [sequence(0x0020_9113, [element(0x0020_0032, 'DS', `0\\0\\${z}`)])];
  const shared = [
    sequence(0x0020_9116, [element(0x0020_0037, 'DS', '1\\0\\0\\0\\1\\0')]),
    sequence(0x0028_9110, [element(0x0028_0030, 'DS', '0.5\\0.25')]),
  ];
  const set = setOf(sequence(0x5200_9229, shared), sequence(0x5200_9230, at('1'), at('2')));
  expect([0, 1].map((frame) => planeOf(set, frame)?.position)).toEqual([
    [0, 0, 1],
    [0, 0, 2],
  ]);
  expect(pixelSpacing(set, 1)).toEqual([0.5, 0.25]);
});

it('pixels that are not square say so where nothing is known in millimetres', () => {
  expect(pixelAspect(setOf(element(0x0028_0034, 'IS', '2\\1')))).toEqual([2, 1]);
  expect(pixelSpacing(setOf(element(0x0028_0030, 'DS', '0\\1')))).toBeNull();
});

it('a stack plays as fast as its machine says, by whichever element', () => {
  expect(frameRate(setOf(element(0x0018_1063, 'DS', '40')))).toBe(25);
  expect(frameRate(setOf(element(0x0018_0040, 'IS', '12')))).toBe(12);
  expect(frameRate(setOf(element(0x0018_1063, 'DS', '0')))).toBeNull();
});

it('regions of an ultrasound image say what their pixels are: centimetres, seconds, speed', () => {
  const number = (value: number) => new Uint8Array(Uint32Array.of(value).buffer);
  const double = (value: number) => new Uint8Array(Float64Array.of(value).buffer);
  const region = (across: number, down: number) => [
    element(0x0018_6018, 'UL', number(1)),
    element(0x0018_601a, 'UL', number(2)),
    element(0x0018_601c, 'UL', number(30)),
    element(0x0018_601e, 'UL', number(40)),
    element(0x0018_6024, 'US', across),
    element(0x0018_6026, 'US', down),
    element(0x0018_602c, 'FD', double(0.02)),
    element(0x0018_602e, 'FD', double(-0.5)),
  ];
  const regions = ultrasoundRegions(setOf(sequence(0x0018_6011, region(3, 3), region(4, 7), region(0, 99))));
  expect(regions[0]).toEqual({
    left: 1,
    top: 2,
    right: 30,
    bottom: 40,
    across: { unit: 'mm', size: 0.2 },
    down: { unit: 'mm', size: 5 },
  });
  expect(regions.slice(1).map(({ across, down }) => [across, down])).toEqual([
    [
      { unit: 's', size: 0.02 },
      { unit: 'cm/s', size: 0.5 },
    ],
    [null, null],
  ]);
});
