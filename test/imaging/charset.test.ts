/** Names as hospitals write them, and as they declare them. */
import { describe, expect, it } from 'vitest';
import { readDicomFile } from '../../src/imaging/dicomFile.ts';
import { showFile } from '../../src/imaging/show.ts';
import { dicom, element } from '../support/dicom.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

function nameIn(charset: string, name: Uint8Array) {
  const { elements, problems } = showFile(
    readDicomFile(dicom([element(0x0008_0005, 'CS', charset), element(0x0010_0010, 'PN', name)])),
  );
  const shown = elements.find(({ keyword }) => keyword === 'PatientName');
  return { name: shown?.value, problems: problems.map(({ code }) => code) };
}

describe('a name', () => {
  it.each([
    // The examples of DICOM PS3.5 annexes H, I, J and K.
    ['GB18030', '57616e675e5869616f446f6e673d cdf55e d0a1b6ab', 'Wang^XiaoDong=王^小东'],
    ['ISO_IR 192', '57616e675e5869616f446f6e673d e78e8b5e e5b08fe69db1', 'Wang^XiaoDong=王^小東'],
    [
      '\\ISO 2022 IR 58',
      '5a68616e675e5869616f446f6e673d 1b242941 d5c5 5e 1b242941 d0a1b6ab',
      'Zhang^XiaoDong=张^小东',
    ],
    [
      '\\ISO 2022 IR 149',
      '486f6e675e47696c646f6e673d 1b242943 fbf3 5e 1b242943 d1ced4d7',
      'Hong^Gildong=洪^吉洞',
    ],
    [
      '\\ISO 2022 IR 87',
      '59616d6164615e5461726f753d 1b2442 3b334544 1b2842 5e 1b2442 42404f3a 1b2842',
      'Yamada^Tarou=山田^太郎',
    ],
    ['ISO_IR 100', '4275635e4ae9726f6d65', 'Buc^Jérome'],
    ['ISO_IR 13', 'd4cfc0de5ec0dbb3', 'ﾔﾏﾀﾞ^ﾀﾛｳ'],
  ])('declared as %s is read', (charset, hex, name) => {
    expect(nameIn(charset, bytes(hex))).toEqual({ name, problems: [] });
  });

  it.each([
    ['ISO_IR 100', 'cdf55e d0a1b6ab', '王^小东'],
    ['', 'cdf55e d0a1b6ab', '王^小东'],
    ['ISO_IR 192', 'cdf55e d0a1b6ab', '王^小东'],
    ['ISO_IR 6', 'e78e8b5e e5b08fe69db1', '王^小東'],
  ])('of Chinese bytes declared as "%s" is read, and that is told', (charset, hex, name) => {
    expect(nameIn(charset, bytes(hex))).toEqual({ name, problems: ['dicom-charset-differs'] });
  });

  it('in a Latin set stays Latin where two accents stand side by side', () => {
    expect(nameIn('ISO_IR 100', bytes('4772f6df65'))).toEqual({ name: 'Größe', problems: [] });
  });

  it('in a set that nobody knows is read as far as it can be, and that is told', () => {
    expect(nameIn('ISO_IR 999', bytes('41e9'))).toEqual({
      name: 'Aé',
      problems: ['dicom-charset-unknown', 'dicom-charset-differs'],
    });
  });
});
