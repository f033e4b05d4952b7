/** Files that are written again: inflated, and with the patient that an archive knows. */
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/imaging/dataSet.ts';
import { readDicomFile } from '../../src/imaging/dicomFile.ts';
import { patientOf } from '../../src/imaging/identity.ts';
import { withPatient } from '../../src/imaging/rewrite.ts';
import { attachedContent } from '../../src/workstation/core/attachments/content.ts';
import { codeOf } from '../support/codeOf.ts';
import { dicom, element, image, joined } from '../support/dicom.ts';

const DEFLATED = '1.2.840.10008.1.2.1.99';
const DATA_SET = [
  element(0x0008_0060, 'CS', 'CT'),
  element(0x0010_0000, 'UL', Uint8Array.of(60, 0, 0, 0)),
  element(0x0010_0010, 'PN', 'Zhang^Xiuying'),
  element(0x0010_0020, 'LO', 'Z-1'),
  element(0x0010_0030, 'DA', '19580312'),
  element(0x0010_0040, 'CS', 'F'),
  element(0x0020_000d, 'UI', '1.2'),
  element(0x0020_000e, 'UI', '1.2.3'),
  element(0x0020_0013, 'IS', '7'),
  ...image({}),
];
const HERS = { id: 'NEW-NUMBER-1', names: ['Zhang Xiuying', '张 秀英'], birthDate: '19580312' };

describe('a deflated file that is attached', () => {
  const deflated = (set: Uint8Array): Uint8Array => dicom([deflateSync(set)], DEFLATED);

  it('is written again as Explicit VR Little Endian, with its pixels and without its patient', () => {
    const { bytes, patient, place } = attachedContent(deflated(joined(...DATA_SET)));
    const { dataSet, problems, syntax } = readDicomFile(bytes);
    expect([syntax.uid, problems]).toEqual(['1.2.840.10008.1.2.1', []]);
    expect(patient?.names).toEqual(['Zhang Xiuying']);
    expect(place).toMatchObject({ series: '1.2.3', modality: 'CT', number: 7, study: { uid: '1.2' } });
    expect(Buffer.from(bytes).includes('Zhang')).toBe(false);
    expect(plainText(dataSet, 0x0010_0010)).toBeNull();
    const plain = attachedContent(dicom(DATA_SET)).bytes;
    const pixels = Buffer.from(plain.subarray(-16));
    expect(Buffer.from(bytes).subarray(-16).equals(pixels)).toBe(true);
  });

  it('is refused where it cannot be inflated whole, or grows beyond the limit', () => {
    const whole = deflateSync(joined(...DATA_SET));
    const cut = dicom([whole.subarray(0, whole.length - 8), Uint8Array.of(0xff, 0xff)], DEFLATED);
    expect(codeOf(() => attachedContent(cut))).toBe('attachment-kind');
    const bomb = joined(...DATA_SET, element(0x0009_1010, 'OB', new Uint8Array(0x200_0000)));
    expect(codeOf(() => attachedContent(deflated(bomb)))).toBe('attachment-kind');
  });
});

describe('a file with the patient that an archive knows', () => {
  it.each([
    ['explicit', '1.2.840.10008.1.2.1', DATA_SET],
    ['of another character set', '1.2.840.10008.1.2.1', [element(0x0008_0005, 'CS', 'GB18030'), ...DATA_SET]],
  ])('(%s) reads as before, but for name, number and birth date', (_name, syntax, set) => {
    const bytes = attachedContent(dicom(set, syntax)).bytes;
    const named = withPatient(bytes, HERS) ?? new Uint8Array(0);
    const file = readDicomFile(named);
    expect(file.problems).toEqual([]);
    expect(patientOf(file)).toEqual({ names: ['Zhang Xiuying'], birthDate: '19580312' });
    expect(plainText(file.dataSet, 0x0010_0020)).toBe('NEW-NUMBER-1');
    expect(plainText(file.dataSet, 0x0010_0040)).toBe('F');
    // The length of the group is not told any more: it would be wrong.
    expect(file.dataSet.elements.has(0x0010_0000)).toBe(false);
    const others = readDicomFile(bytes).dataSet.elements.size - 1;
    expect(file.dataSet.elements.size).toBe(others);
  });

  it('has the name in its own characters where it says that it is written in UTF-8', () => {
    const set = [element(0x0008_0005, 'CS', 'ISO_IR 192'), ...DATA_SET];
    const named = withPatient(attachedContent(dicom(set)).bytes, HERS) ?? new Uint8Array(0);
    expect(patientOf(readDicomFile(named)).names).toEqual(['Zhang Xiuying', '张 秀英']);
  });

  it('is none where the file has no place for it', () => {
    const nameless = DATA_SET.filter((_, index) => index !== 3);
    expect(withPatient(dicom(nameless), HERS)).toBeNull();
  });
});
