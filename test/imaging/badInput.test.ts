/** Files that nobody should open: refused by name, or read as far as they go with what is wrong. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/imaging/dataSet.ts';
import { readDicomFile } from '../../src/imaging/dicomFile.ts';
import { openFrames } from '../../src/imaging/pixels/decode.ts';
import { showFile } from '../../src/imaging/show.ts';
import { codeOf } from '../support/codeOf.ts';
import { codecs, dicom, element, fragments, image, joined, marker, vector } from '../support/dicom.ts';

const problemsOf = (bytes: Uint8Array): readonly string[] =>
  readDicomFile(bytes).problems.map(({ code }) => code);
const firstFrame = (bytes: Uint8Array): Uint8Array =>
  openFrames(readDicomFile(bytes), codecs).frame(0).values;
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A fixed sequence that looks random. */
function* noise(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    yield state >>> 8;
  }
}

describe('what is no DICOM', () => {
  const png = joined(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), new Uint8Array(200));
  const random = noise(7);
  it.each([
    ['a picture named .dcm', png],
    ['a PDF', text(`%PDF-1.7\n${'x'.repeat(300)}`)],
    ['random bytes', Uint8Array.from({ length: 4096 }, () => random.next().value & 255)],
    ['an empty file', new Uint8Array(0)],
    ['seven bytes', new Uint8Array(7)],
  ])('is refused: %s', (_, bytes) => {
    expect(codeOf(() => readDicomFile(bytes))).toBe('dicom-unrecognised');
  });
});

describe('a file that claims what it has not', () => {
  it('of 65,535 × 65,535 × 100,000 is not decoded', () => {
    const file = dicom(image({ rows: 65_535, columns: 65_535, frames: '100000', bits: 16 }));
    expect(codeOf(() => firstFrame(file))).toBe('pixels-too-large');
  });

  it('of a thousand million frames is not decoded', () => {
    expect(codeOf(() => firstFrame(dicom(image({ frames: '1000000000' }))))).toBe('pixels-too-large');
  });

  it('with an element of 4 GB is read up to it', () => {
    const file = dicom([element(0x0010_0010, 'PN', 'A^B'), element(0x0011_0010, 'OB', 'x', 0xffff_fffe)]);
    expect(problemsOf(file)).toEqual(['dicom-length-beyond-end']);
    expect(plainText(readDicomFile(file).dataSet, 0x0010_0010)).toBe('A^B');
  });

  it('in its pixels ends with a frame that is missing', () => {
    const file = dicom(image({ pixels: Uint8Array.of(1, 2, 3, 4), claimed: 6 }));
    expect(problemsOf(file)).toEqual(['dicom-length-beyond-end']);
    expect(codeOf(() => firstFrame(file))).toBe('pixels-truncated');
  });

  it('in its compressed image is not decoded to other measures', () => {
    const stream = vector('ct-jls.dcm');
    const start = stream.findIndex((byte, at) => byte === 0xff && stream[at + 1] === 0xd8);
    const large = stream.slice(start);
    // Height and width of SOF55 stand five bytes after its marker.
    large.set(
      [0xff, 0xff, 0xff, 0xff],
      large.findIndex((byte, at) => byte === 0xff && large[at + 1] === 0xf7) + 5,
    );
    const file = dicom([...image().slice(0, -1), fragments(large)], '1.2.840.10008.1.2.4.80');
    expect(codeOf(() => firstFrame(file))).toBe('pixels-mismatch');
  });

  it('in its run lengths is not decoded', () => {
    const rle = joined(
      Uint8Array.of(1),
      new Uint8Array(3),
      Uint8Array.of(64),
      new Uint8Array(59),
      Uint8Array.of(250, 1),
    );
    const file = dicom(
      [...image({ rows: 2000, columns: 2000 }).slice(0, -1), fragments(rle)],
      '1.2.840.10008.1.2.5',
    );
    expect(codeOf(() => firstFrame(file))).toBe('pixels-damaged');
  });
});

describe('a file that goes too far', () => {
  it('with 3,000 sequences in one another is read, and the deepest are left out', () => {
    const open = joined(
      joined(
        Uint8Array.of(0x08, 0, 0x40, 0x11),
        text('SQ'),
        new Uint8Array(2),
        Uint8Array.of(255, 255, 255, 255),
      ),
      marker(0xe000, 0xffff_ffff),
    );
    const close = joined(marker(0xe00d), marker(0xe0dd));
    const nested = joined(
      ...Array.from({ length: 3000 }, () => open),
      ...Array.from({ length: 3000 }, () => close),
    );
    const file = dicom([nested, ...image()]);
    expect(problemsOf(file)).toEqual(['dicom-too-deep']);
    expect([...firstFrame(file)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('that inflates beyond measure ends where the limit is', () => {
    const bomb = deflateRawSync(new Uint8Array(64 * 1024 * 1024));
    const file = dicom([new Uint8Array(bomb)], '1.2.840.10008.1.2.1.99');
    expect(problemsOf(file)).toContain('dicom-deflate-limit');
  });

  it('that is a program as well is read as DICOM, and that is told', () => {
    const file = dicom(image(), undefined, 'MZ\x90\0');
    expect(problemsOf(file)).toEqual(['dicom-other-format']);
    expect([...firstFrame(file)]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('a file that is not as it should be', () => {
  it('without preamble and meta information is read', () => {
    const bare = joined(element(0x0008_0060, 'CS', 'CT'), ...image());
    expect(problemsOf(bare)).toEqual([
      'dicom-preamble-missing',
      'dicom-meta-missing',
      'dicom-syntax-missing',
    ]);
    expect([...firstFrame(bare)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('in implicit form under an explicit name is read', () => {
    const implicit = vector('ct-implicit.dcm');
    const file = implicit.slice();
    const name = text('1.2.840.10008.1.2\0');
    const at = file.findIndex((_, index) => name.every((byte, offset) => file[index + offset] === byte));
    file.set(text('1.2.840.10008.1.3\0'), at);
    expect(problemsOf(file)).toEqual(['dicom-syntax-unknown']);
    expect(firstFrame(file)).toEqual(firstFrame(implicit));
  });
});

describe('any file cut off or changed anywhere', () => {
  const names = [
    'ct.dcm',
    'ct-j2k.dcm',
    'ct-jls.dcm',
    'ct-rle.dcm',
    'ct-lossless4.dcm',
    'sc-baseline.dcm',
    'nm-deflated.dcm',
  ];

  /** Reads, shows and decodes everything; throws what is no named error. */
  function outcome(bytes: Uint8Array): string {
    return codeOf(() => {
      const file = readDicomFile(bytes);
      showFile(file);
      const frames = openFrames(file, codecs);
      for (let index = 0; index < Math.min(frames.count, 4); index += 1) frames.frame(index);
    });
  }

  it.each(names)('%s is refused by name or read', (name) => {
    const whole = vector(name);
    const random = noise(whole.length);
    const outcomes = Array.from({ length: 25 }, () => {
      const changed = whole.slice();
      for (let at = 0; at < 4; at += 1)
        changed[random.next().value % whole.length] = random.next().value & 255;
      return [outcome(whole.slice(0, random.next().value % whole.length)), outcome(changed)];
    });
    expect(outcomes.flat().filter((code) => !/^(?:taken|dicom-|pixels-)/u.test(code))).toEqual([]);
  });
});
