/** DICOM files without what identifies their patient, read back by the program's own reader. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deidentifiedDicom, newUid } from '../../src/deid/dicom/file.ts';
import { pixelStateOf, type Mask } from '../../src/deid/dicom/pixels.ts';
import { knownMatcher } from '../../src/deid/known.ts';
import { numberOf, plainText } from '../../src/imaging/dataSet.ts';
import { readDicomFile } from '../../src/imaging/dicomFile.ts';
import { openFrames } from '../../src/imaging/pixels/decode.ts';
import { TAG } from '../../src/imaging/tags.ts';
import { codecs, dicom, element, EXPLICIT, image, joined, marker } from '../support/dicom.ts';

const caseKey = new Uint8Array(32).fill(9);
const known = knownMatcher([{ type: 'name', value: 'Katarzyna Wisniewska' }]);

function cleaned(bytes: Uint8Array, masks: readonly Mask[] = []): Uint8Array {
  const { bytes: result } = deidentifiedDicom(bytes, { caseKey, shiftDays: 10, known, reviewed: { masks } });
  if (result === null) throw new Error('blocked');
  return result;
}

function vector(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../vectors/dicom/${name}.dcm`, import.meta.url)));
}

function firstFrame(bytes: Uint8Array): unknown {
  const frame = openFrames(readDicomFile(bytes), codecs).frame(0);
  return frame;
}

const item = (...elements: readonly Uint8Array[]): Uint8Array => {
  const content = joined(...elements);
  return joined(marker(0xe000, content.length), content);
};

const FILE = dicom([
  element(0x0008_0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
  element(0x0008_0018, 'UI', '1.2.3.4.5'),
  element(0x0008_0020, 'DA', '20240305'),
  element(0x0008_0060, 'CS', 'CT'),
  element(0x0008_0080, 'LO', 'Riverside Medical Center'),
  element(0x0008_1030, 'LO', 'CT Wisniewska chest'),
  element(0x0008_103e, 'LO', 'Thorax 1.0'),
  element(0x0008_1140, 'SQ', item(element(0x0008_1155, 'UI', '1.2.3.4.6'))),
  element(0x0009_0010, 'LO', 'ACME'),
  element(0x0009_1001, 'LO', 'Katarzyna'),
  element(0x0010_0010, 'PN', 'Wisniewska^Katarzyna'),
  element(0x0010_0020, 'LO', 'MRN778899'),
  element(0x0010_0030, 'DA', '19600506'),
  element(0x0018_5100, 'CS', 'HFS'),
  element(0x0020_000d, 'UI', '1.2.3.4'),
  element(0x0020_4000, 'LT', 'seen by Dr. Wisniewska'),
  ...image(),
]);

describe('the basic profile of PS3.15 annex E', () => {
  const out = cleaned(FILE);
  const { dataSet, problems } = readDicomFile(out);
  const text = Buffer.from(out).toString('latin1');

  it('leaves no name, number, institution, private element or old UID', () => {
    for (const value of [
      'isniewska',
      'Katarzyna',
      '778899',
      'Riverside',
      'ACME',
      '1960',
      '1.2.3.4',
      '20240305',
    ])
      expect(text).not.toContain(value);
  });

  it('shifts dates, keeps what describes the picture, and says what was done', () => {
    expect(problems).toEqual([]);
    expect(plainText(dataSet, TAG.studyDate)).toBe('20240315');
    expect(plainText(dataSet, TAG.seriesDescription)).toBe('Thorax 1.0');
    expect(plainText(dataSet, 0x0018_5100)).toBe('HFS');
    expect(plainText(dataSet, 0x0012_0062)).toBe('YES');
    expect(dataSet.elements.get(0x0012_0064)?.kind).toBe('sequence');
  });

  it('gives a UID the same new one in every file of a case, and another in another case', () => {
    expect(plainText(dataSet, TAG.studyInstance)).toBe(newUid('1.2.3.4', caseKey));
    expect(newUid('1.2.3.4', new Uint8Array(32))).not.toBe(newUid('1.2.3.4', caseKey));
    expect(newUid('1.2.3.4', caseKey)).toMatch(/^2\.25\.\d{1,39}$/u);
    expect(plainText(dataSet, TAG.sopClass)).toBe('1.2.840.10008.5.1.4.1.1.2');
  });
});

describe('files of every transfer syntax', () => {
  it.each([
    'ct',
    'ct-implicit',
    'ct-deflated',
    'ct-j2k',
    'ct-jls',
    'ct-rle',
    'nm',
    'nm-implicit',
    'sc',
    'sc-baseline',
  ])('%s shows the same pixels', (name) => {
    const before = vector(name);
    const after = cleaned(before);
    expect(readDicomFile(after).problems).toEqual([]);
    expect(firstFrame(after)).toEqual(firstFrame(before));
    expect(plainText(readDicomFile(after).dataSet, TAG.patientName)).toBe(null);
  });

  it('big endian comes out little endian, numbers and pixels', () => {
    const before = vector('ct-big');
    const after = cleaned(before);
    const [big, little] = [readDicomFile(before), readDicomFile(after)];
    expect([big.dataSet.bigEndian, little.dataSet.bigEndian]).toEqual([true, false]);
    expect(little.problems).toEqual([]);
    expect(firstFrame(after)).toEqual(firstFrame(before));
    for (const tag of [TAG.rows, TAG.columns, TAG.bitsStored])
      expect(numberOf(little.dataSet, tag)).toBe(numberOf(big.dataSet, tag));
  });
});

describe('words in the pixels', () => {
  it('block a file until a doctor has covered or confirmed them', () => {
    const { bytes, pixels } = deidentifiedDicom(FILE, { caseKey, shiftDays: 10 });
    expect([bytes, pixels]).toEqual([null, { state: 'review', reason: 'unsaid' }]);
  });

  it.each([
    ['CT', 'NO', { state: 'clear' }],
    ['CT', 'YES', { state: 'review', reason: 'burned-in' }],
    ['US', 'NO', { state: 'review', reason: 'modality' }],
    ['SC', 'NO', { state: 'review', reason: 'modality' }],
  ])('%s with BurnedInAnnotation %s: %j', (modality, burned, state) => {
    const file = readDicomFile(
      dicom([element(0x0008_0060, 'CS', modality), element(0x0028_0301, 'CS', burned)]),
    );
    expect(pixelStateOf(file.dataSet)).toEqual(state);
  });

  it('are zero under a mask, in the file that comes out', () => {
    const { dataSet } = readDicomFile(cleaned(FILE, [{ left: 1, top: 0, width: 5, height: 1 }]));
    const pixels = dataSet.elements.get(TAG.pixels);
    if (pixels?.kind !== 'value') throw new Error('no pixels');
    expect([...dataSet.bytes.subarray(pixels.offset, pixels.offset + 6)]).toEqual([1, 0, 0, 4, 5, 6]);
    expect(() => cleaned(vector('ct-j2k'), [{ left: 0, top: 0, width: 1, height: 1 }])).toThrow(
      'deid-mask-compressed',
    );
  });

  it.each(['ct-j2k', 'ct-rle', 'sc-baseline', 'ct-big'])(
    'of %s are zero under a mask, and all others as they were seen',
    (name) => {
      const before = vector(name);
      const { bytes: after } = deidentifiedDicom(before, {
        caseKey,
        shiftDays: 10,
        known,
        codecs,
        reviewed: { masks: [{ left: 2, top: 1, width: 3, height: 2 }] },
      });
      const file = readDicomFile(after ?? new Uint8Array(0));
      expect([file.syntax.uid, file.problems]).toEqual([EXPLICIT, []]);
      const seen = openFrames(readDicomFile(before), codecs);
      const { bitsAllocated, columns, samples } = seen.description;
      const pixel = (bitsAllocated / 8) * samples;
      const expected = seen.frame(0).values.slice();
      for (const row of [1, 2]) expected.fill(0, (row * columns + 2) * pixel, (row * columns + 5) * pixel);
      const written = openFrames(file, codecs);
      expect([written.count, written.frame(0).photometric]).toEqual([seen.count, seen.frame(0).photometric]);
      expect(Buffer.compare(written.frame(0).values, expected)).toBe(0);
    },
  );
});
